//! Lire en français ce qu'un test écrit quand il échoue.

use std::path::{Component, Path, PathBuf};

/// Ce qu'un test a écrit sur l'erreur standard, débarrassé du bruit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explication {
    /// Le message de la panique, ou vide.
    pub message: String,
    /// C'est un `todo!` : cette partie de l'exercice reste à écrire.
    pub a_ecrire: bool,
    /// Où elle s'est produite : `exercises/02-ffi/charger/src/lib.rs:40`.
    pub lieu: Option<String>,
    /// Ce que le test avait écrit avant : une différence d'instantané, des traces.
    pub avant: String,
}

/// Une panique : où, et ce qu'elle dit.
#[derive(Default)]
struct Panique {
    lieu: Option<String>,
    message: String,
}

/// Sépare, dans l'erreur standard d'un test, ce qu'il a écrit et la panique qui l'a fait
/// échouer : la dernière.
pub fn expliquer(erreur: &str, racine: &Path) -> Explication {
    let mut avant = String::new();
    let mut paniques: Vec<Panique> = Vec::new();
    let mut dans_la_panique = false;
    for ligne in erreur.lines().filter(|ligne| !est_du_bruit(ligne)) {
        if let Some(lieu) = lieu_de_panique(ligne, racine) {
            paniques.push(Panique {
                lieu,
                ..Panique::default()
            });
            dans_la_panique = true;
        } else if est_une_trace(ligne) {
            dans_la_panique = false;
        } else {
            let texte = match paniques.last_mut() {
                Some(panique) if dans_la_panique => &mut panique.message,
                _ => &mut avant,
            };
            texte.push_str(ligne);
            texte.push('\n');
        }
    }
    // Celle-là ne fait que constater l'autre ; la fin du processus la raconte.
    paniques.retain(|panique| {
        !panique
            .message
            .starts_with("panic in a function that cannot unwind")
    });
    let derniere = paniques.pop().unwrap_or_default();
    for panique in paniques {
        avant.push_str(&panique.message);
    }
    Explication {
        message: traduire(derniere.message.trim()),
        a_ecrire: derniere.message.trim().starts_with(A_ECRIRE),
        lieu: derniere.lieu,
        avant: avant.trim_matches('\n').to_owned(),
    }
}

/// Une ligne de la pile d'appels que Rust écrit après certaines paniques.
fn est_une_trace(ligne: &str) -> bool {
    let corps = ligne.trim_start();
    let numero = corps
        .split_once(": ")
        .is_some_and(|(numero, _)| numero.parse::<u32>().is_ok());
    ligne.starts_with("stack backtrace:")
        || ligne.starts_with("note: ")
        || ligne.starts_with(' ') && (numero || corps.starts_with("at "))
}

fn est_du_bruit(ligne: &str) -> bool {
    ligne.starts_with("fatal runtime error: ")
        || ligne.starts_with("thread caused non-unwinding panic")
        || ligne.starts_with("thread '") && ligne.ends_with("has overflowed its stack")
}

/// `thread 'x' (12) panicked at tests/../a.rs:3:5:` → le lieu, s'il est dans le projet.
fn lieu_de_panique(ligne: &str, racine: &Path) -> Option<Option<String>> {
    let suite = ligne.strip_prefix("thread '")?;
    let (_, lieu) = suite.split_once("panicked at ")?;
    let mut parties = lieu.trim_end_matches(':').rsplitn(3, ':');
    let (_colonne, numero, fichier) = (parties.next()?, parties.next()?, parties.next()?);
    let chemin = aplanir(&racine.join(fichier));
    let relatif = chemin.strip_prefix(racine).ok();
    // Une panique dans une bibliothèque (insta, libloading) n'apprend rien à l'élève.
    Some(
        relatif.map(|relatif| format!("{}:{numero}", relatif.to_string_lossy().replace('\\', "/"))),
    )
}

/// Retire les `..` d'un chemin, sans regarder le disque.
fn aplanir(chemin: &Path) -> PathBuf {
    let mut plat = PathBuf::new();
    for partie in chemin.components() {
        match partie {
            Component::ParentDir => {
                plat.pop();
            }
            Component::CurDir => {}
            autre => plat.push(autre),
        }
    }
    plat
}

/// Ce que `todo!` écrit en tête de son message.
const A_ECRIRE: &str = "not yet implemented";

/// Met en français les messages que la bibliothèque standard et insta écrivent en anglais.
fn traduire(message: &str) -> String {
    if let Some(tache) = message.strip_prefix(A_ECRIRE) {
        let tache = tache.trim_start_matches([':', ' ']);
        return if tache.is_empty() {
            "à écrire".to_owned()
        } else {
            format!("à écrire : {tache}")
        };
    }
    if message.starts_with("snapshot assertion for ") {
        return "le résultat n'est pas celui de l'instantané".to_owned();
    }
    for (debut, verbe) in [
        ("assertion `left == right` failed", "devraient être égaux"),
        ("assertion `left != right` failed", DIFFERENTS),
    ] {
        if let Some(suite) = message.strip_prefix(debut) {
            return comparaison(suite, verbe);
        }
    }
    if let Some(condition) = message.strip_prefix("assertion failed: ") {
        return format!("la condition est fausse : {condition}");
    }
    message.to_owned()
}

/// Ce que demande `assert_ne!` ; quand il échoue, ses deux valeurs n'en sont qu'une.
const DIFFERENTS: &str = "devraient différer";

/// `assert_eq!(obtenu, attendu, "message")`, ou `assert_ne!`.
fn comparaison(suite: &str, verbe: &str) -> String {
    let Some((texte, valeurs)) = suite.split_once("\n  left: ") else {
        return suite.trim_start_matches(": ").to_owned();
    };
    let (obtenu, attendu) = valeurs.split_once("\n right: ").unwrap_or((valeurs, ""));
    let valeurs = if verbe == DIFFERENTS {
        format!("  obtenu des deux côtés : {obtenu}")
    } else {
        format!("  obtenu  : {obtenu}\n  attendu : {attendu}")
    };
    let texte = texte.trim_start_matches(": ");
    let texte = if texte.is_empty() {
        format!("deux valeurs {verbe}")
    } else {
        texte.to_owned()
    };
    format!("{texte}\n{valeurs}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explication(texte: &str) -> Explication {
        expliquer(texte, Path::new("/projet"))
    }

    #[test]
    fn un_todo_dit_ce_qui_est_a_ecrire_et_ou() {
        let texte = "\nthread 'a::b' (7) panicked at exercises/x/src/lib.rs:40:5:\nnot yet implemented: ouvrir\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";
        let lue = explication(texte);
        assert_eq!(lue.message, "à écrire : ouvrir");
        assert!(lue.a_ecrire);
        assert_eq!(lue.lieu.as_deref(), Some("exercises/x/src/lib.rs:40"));
    }

    #[test]
    fn une_egalite_dit_l_obtenu_et_l_attendu() {
        let texte = "thread 'a' (7) panicked at exercises/x/tests/../../../tests/x.rs:4:5:\nassertion `left == right` failed: le nom\n  left: \"a\"\n right: \"b\"\n";
        let lue = explication(texte);
        assert!(!lue.a_ecrire);
        assert_eq!(lue.message, "le nom\n  obtenu  : \"a\"\n  attendu : \"b\"");
        assert_eq!(lue.lieu.as_deref(), Some("tests/x.rs:4"));
    }

    #[test]
    fn deux_valeurs_qui_devaient_differer_ne_sont_dites_qu_une_fois() {
        let texte = "thread 'a' (7) panicked at x.rs:4:5:\nassertion `left != right` failed: alloc\n  left: 0\n right: 0\n";
        assert_eq!(
            explication(texte).message,
            "alloc\n  obtenu des deux côtés : 0"
        );
    }

    #[test]
    fn une_panique_hors_du_projet_n_a_pas_de_lieu_et_les_traces_restent() {
        let texte = "trace\n\nthread 'a' (7) panicked at /ailleurs/insta/src/runtime.rs:7:1:\nsnapshot assertion for 'x' failed in line 3\n";
        let lue = explication(texte);
        assert_eq!((lue.lieu, lue.avant.as_str()), (None, "trace"));
        assert_eq!(lue.message, "le résultat n'est pas celui de l'instantané");
    }
}
