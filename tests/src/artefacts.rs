//! Où cargo range ce qu'il compile, et comment le lancer.

use std::env::{self, consts};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::Issue;
use crate::locate::library_path;

/// Le dossier du profil en cours (`target/debug`, par exemple), d'après la place du test.
///
/// # Panics
///
/// Si le programme n'est pas un test lancé par cargo.
pub fn dossier_de_compilation() -> PathBuf {
    let programme = env::current_exe().expect("le test connaît son propre chemin");
    // target/debug/deps/verification-0123456789abcdef
    let dossier = programme
        .ancestors()
        .nth(2)
        .expect("un test est dans target/<profil>/deps");
    dossier.to_owned()
}

/// Le chemin de la bibliothèque dynamique du paquet `paquet` (`greffon-majuscules`).
///
/// Le nom du fichier dépend du système : `libgreffon_majuscules.so`,
/// `libgreffon_majuscules.dylib`, `greffon_majuscules.dll`.
///
/// # Panics
///
/// Si cargo ne l'a pas compilée : le paquet manque aux `dev-dependencies`, ou il n'a pas
/// `crate-type = ["cdylib", "rlib"]`.
pub fn bibliotheque(paquet: &str) -> PathBuf {
    library_path(paquet).unwrap_or_else(|erreur| {
        panic!("{erreur} : {paquet} est-il une dev-dependency, de crate-type cdylib ?")
    })
}

/// Le chemin d'un exemple (`examples/<nom>.rs`) du paquet testé.
///
/// # Panics
///
/// Si l'exemple n'est pas compilé, ou s'il est plus ancien qu'une de ses sources, modules et
/// bibliothèques de ce dépôt compris : `cargo test --test …` ne recompile pas les exemples, et
/// le test jugerait un vieux programme.
pub fn exemple(manifest_dir: &str, nom: &str) -> PathBuf {
    let programme = dossier_de_compilation()
        .join("examples")
        .join(format!("{nom}{}", consts::EXE_SUFFIX));
    let source = Path::new(manifest_dir)
        .join("examples")
        .join(format!("{nom}.rs"));
    let remede = "lancez les tests du paquet entier (cargo test -p …, sans --test), qui compile \
                  aussi les exemples";
    assert!(
        programme.is_file(),
        "l'exemple « {nom} » n'est pas compilé : {remede}"
    );
    // À côté du programme, cargo écrit la liste de tout ce dont il vient.
    let liste = fs::read_to_string(programme.with_extension("d")).unwrap_or_default();
    let sources = sources_de(&liste).into_iter().chain([source]);
    if let Some(neuve) = plus_recente(&programme, sources) {
        panic!(
            "l'exemple « {nom} » est plus ancien que {} : {remede}",
            neuve.display()
        );
    }
    programme
}

/// Les chemins que nomme un fichier `.d` de cargo : `programme: source source…`, où l'espace
/// d'un chemin s'écrit `\ `.
fn sources_de(liste: &str) -> Vec<PathBuf> {
    let ligne = liste.lines().next().unwrap_or_default();
    let sources = ligne.split_once(": ").map_or("", |(_, sources)| sources);
    let sources = sources.replace("\\ ", "\0");
    sources
        .split_whitespace()
        .map(|chemin| chemin.replace('\0', " ").into())
        .collect()
}

/// La première des sources modifiée après le programme.
fn plus_recente(programme: &Path, mut sources: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    let date = |chemin: &Path| {
        chemin
            .metadata()
            .and_then(|donnees| donnees.modified())
            .ok()
    };
    sources.find(|source| date(source) > date(programme))
}

/// Ce qu'un programme a écrit et comment il s'est terminé.
#[derive(Debug, Clone)]
pub struct Execution {
    /// La sortie standard.
    pub sortie: String,
    /// L'erreur standard.
    pub erreur: String,
    /// La fin du processus.
    pub issue: Issue,
}

impl From<Output> for Execution {
    fn from(output: Output) -> Self {
        Self {
            sortie: String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"),
            erreur: String::from_utf8_lossy(&output.stderr).replace("\r\n", "\n"),
            issue: Issue::from(output.status),
        }
    }
}

/// Lance l'exemple `nom` du paquet testé et attend sa fin.
///
/// # Panics
///
/// Si l'exemple n'est pas compilé (voir [`exemple`]) ou ne peut pas être lancé.
pub fn executer_exemple<A: AsRef<OsStr>>(
    manifest_dir: &str,
    nom: &str,
    arguments: impl IntoIterator<Item = A>,
) -> Execution {
    let mut commande = Command::new(exemple(manifest_dir, nom));
    commande
        .args(arguments)
        .env("RUST_BACKTRACE", "0")
        .env("NO_COLOR", "1");
    commande
        .output()
        .unwrap_or_else(|erreur| panic!("impossible de lancer {nom} : {erreur}"))
        .into()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn un_fichier_de_dependances_se_lit() {
        assert_eq!(
            sources_de("/cible/hote: /src/hote.rs /src/mon\\ module.rs\n\n"),
            [Path::new("/src/hote.rs"), Path::new("/src/mon module.rs")]
        );
        assert!(sources_de("").is_empty());
    }

    #[test]
    fn une_source_plus_recente_que_le_programme_se_voit() {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        let [ancienne, programme, neuve] = ["ancienne", "programme", "neuve"].map(|nom| {
            let chemin = dossier.path().join(nom);
            fs::write(&chemin, "").expect("écrire");
            chemin
        });
        let dater = |chemin: &Path, heures: u64| {
            let date = SystemTime::UNIX_EPOCH + Duration::from_secs(3600 * heures);
            let fichier = fs::File::options()
                .write(true)
                .open(chemin)
                .expect("ouvrir");
            fichier.set_modified(date).expect("dater");
        };
        dater(&ancienne, 1);
        dater(&programme, 2);
        dater(&neuve, 3);
        let absente = dossier.path().join("absente");
        let trouvee = |sources: &[&PathBuf]| {
            plus_recente(&programme, sources.iter().map(|source| (*source).clone()))
        };
        assert_eq!(trouvee(&[&ancienne, &absente, &programme]), None);
        assert_eq!(trouvee(&[&ancienne, &neuve]), Some(neuve.clone()));
    }
}
