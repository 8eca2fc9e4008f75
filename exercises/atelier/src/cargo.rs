//! Appeler cargo et lire ce qu'il répond.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::processus::{Groupe, Lecture, VIDANGE};
use crate::{Erreur, Projet, Resultat};

/// Une commande cargo, lancée depuis `dossier`.
///
/// Quand l'atelier est lui-même lancé par `cargo run`, cargo lui a laissé des variables qui
/// décrivent le paquet `atelier` : elles ne doivent pas atteindre le cargo suivant.
pub fn commande(dossier: &Path) -> Command {
    let mut commande = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    commande.current_dir(dossier).stdin(Stdio::null());
    for (nom, _) in env::vars_os() {
        let texte = nom.to_string_lossy();
        let du_paquet = [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
            "CARGO_PRIMARY_",
        ];
        if du_paquet.iter().any(|debut| texte.starts_with(debut)) {
            commande.env_remove(&nom);
        }
    }
    commande
}

/// Un programme de test que cargo a compilé.
#[derive(Debug, Clone)]
pub struct Programme {
    /// Le paquet d'où il vient.
    pub paquet: String,
    /// Le dossier de ce paquet.
    pub dossier: PathBuf,
    /// Le fichier à lancer.
    pub chemin: PathBuf,
}

/// Ce qu'une compilation a donné.
#[derive(Debug, Default)]
pub struct Compilation {
    /// Les programmes de test.
    pub programmes: Vec<Programme>,
    /// Les avertissements et les erreurs du compilateur, par paquet, tels qu'il les écrit.
    pub messages: Vec<Message>,
    /// Cargo a-t-il réussi ?
    pub reussie: bool,
    /// Ce que cargo dit de lui-même, si son erreur standard a été retenue.
    pub plainte: String,
}

/// Un avertissement ou une erreur du compilateur.
#[derive(Debug, Clone)]
pub struct Message {
    /// Le paquet en cause.
    pub paquet: String,
    /// Est-ce une erreur ? Sinon, un avertissement.
    pub erreur: bool,
    /// Le texte du compilateur.
    pub texte: String,
}

impl Compilation {
    /// Le programme de test du paquet `paquet`.
    pub fn programme(&self, paquet: &str) -> Option<&Programme> {
        self.programmes
            .iter()
            .find(|programme| programme.paquet == paquet)
    }

    /// Les messages du compilateur sur le paquet `paquet`.
    pub fn messages_de(&self, paquet: &str) -> Vec<&Message> {
        self.messages
            .iter()
            .filter(|message| message.paquet == paquet)
            .collect()
    }
}

/// Compile la vérification d'un exercice, comme le ferait `cargo test -p <paquet>`. Les
/// erreurs du compilateur passent à l'écran telles que cargo les montre.
///
/// # Errors
///
/// Si cargo ne peut pas être lancé.
pub fn compiler_la_verification(projet: &Projet, paquet: &str) -> Resultat<Compilation> {
    let mut commande = commande(projet.racine());
    commande.args([
        "test",
        "--no-run",
        "--message-format=json-render-diagnostics",
    ]);
    commande.args(["--package", paquet, "--test", "verification"]);
    // Dans un terminal, la progression de cargo rassure ; ailleurs, elle encombre.
    if !std::io::stderr().is_terminal() {
        commande.arg("--quiet");
    }
    commande.stderr(Stdio::inherit());
    executer(commande)
}

/// Lance une commande de compilation dont la sortie standard est en JSON.
///
/// # Errors
///
/// Si cargo ne peut pas être lancé.
pub fn executer(mut commande: Command) -> Resultat<Compilation> {
    let nom = commande.get_program().to_owned();
    commande.stdout(Stdio::piped());
    let rate = |source: &std::io::Error| introuvable(&nom, source);
    let groupe = Groupe::lancer(commande).map_err(|source| rate(&source))?;
    let plainte = Lecture::de(groupe.fils().stderr().take());
    let mut compilation = Compilation::default();
    let sortie = groupe.fils().stdout().take();
    if let Some(sortie) = sortie {
        chaque_ligne(sortie, |ligne| compilation.retenir(ligne));
    }
    let statut = groupe.attendre(None).map_err(|source| rate(&source))?;
    compilation.reussie = statut.is_some_and(|statut| statut.success());
    compilation.plainte = plainte.texte(Instant::now() + VIDANGE).trim().to_owned();
    Ok(compilation)
}

/// Lit des lignes à mesure qu'elles viennent. Cargo n'en écrit pas d'aussi longues que la
/// limite ; une macro qui en ferait écrire une ne doit pas remplir la mémoire : elle est sautée.
fn chaque_ligne(sortie: impl Read, mut traiter: impl FnMut(&str)) {
    const LIMITE: u64 = 4 * 1024 * 1024;
    let mut sortie = BufReader::new(sortie);
    let mut ligne = Vec::new();
    let mut entiere = true;
    while let Ok(1..) = sortie.by_ref().take(LIMITE).read_until(b'\n', &mut ligne) {
        let finie = ligne.ends_with(b"\n");
        if entiere && (finie || (ligne.len() as u64) < LIMITE) {
            traiter(String::from_utf8_lossy(&ligne).trim_end());
        }
        entiere = finie;
        ligne.clear();
    }
}

impl Compilation {
    fn retenir(&mut self, ligne: &str) {
        // L'immense majorité des lignes décrit des dépendances : inutile de les analyser, ni même,
        // sous leur forme habituelle, de les parcourir.
        if ligne.ends_with("\"executable\":null,\"fresh\":true}") {
            return;
        }
        if !ligne.contains("\"executable\":\"") && !ligne.contains("\"compiler-message\"") {
            return;
        }
        let Ok(valeur) = serde_json::from_str::<Value>(ligne) else {
            return;
        };
        let texte = |chemin: &str| valeur.pointer(chemin).and_then(Value::as_str);
        let manifeste = PathBuf::from(texte("/manifest_path").unwrap_or_default());
        let Some(paquet) = nom_du_paquet(texte("/package_id").unwrap_or_default()) else {
            return;
        };
        match texte("/reason") {
            Some("compiler-message") => {
                let niveau = texte("/message/level").unwrap_or_default();
                if matches!(niveau, "error" | "warning") {
                    let rendu = texte("/message/rendered").unwrap_or_default().to_owned();
                    self.messages.push(Message {
                        paquet,
                        erreur: niveau == "error",
                        texte: rendu,
                    });
                }
            }
            Some("compiler-artifact") if texte("/target/kind/0") == Some("test") => {
                let dossier = manifeste.parent().unwrap_or(&manifeste).to_owned();
                let chemin = PathBuf::from(texte("/executable").unwrap_or_default());
                self.programmes.push(Programme {
                    paquet,
                    dossier,
                    chemin,
                });
            }
            _ => {}
        }
    }
}

/// `path+file:///…/charger#ex-ffi-charger@0.1.0` → `ex-ffi-charger`. Quand le dossier porte
/// le nom du paquet, cargo écrit seulement `…/ex-ffi-charger#0.1.0`.
fn nom_du_paquet(identifiant: &str) -> Option<String> {
    let (chemin, fragment) = identifiant.rsplit_once('#')?;
    let nom = match fragment.split_once('@') {
        Some((nom, _)) => nom,
        None => chemin.rsplit_once('/')?.1,
    };
    Some(nom.to_owned())
}

pub(crate) fn introuvable(nom: &OsStr, source: &std::io::Error) -> Erreur {
    let nom = nom.to_string_lossy();
    if source.kind() == std::io::ErrorKind::NotFound {
        Erreur::nouvelle(format!("la commande « {nom} » est introuvable")).avec_remede(
            "installez Rust (la page « Installation et usage » du livre dit comment), puis ouvrez un nouveau terminal",
        )
    } else {
        Erreur::nouvelle(format!(
            "impossible de lancer « {nom} », {}",
            francais::cause(source)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::nom_du_paquet;

    #[test]
    fn le_nom_du_paquet_se_lit_dans_les_deux_formes_d_identifiant() {
        let longue = "path+file:///a/b/charger#ex-ffi-charger@0.1.0";
        let courte = "path+file:///a/b/ex-ffi-charger#0.1.0";
        assert_eq!(nom_du_paquet(longue).as_deref(), Some("ex-ffi-charger"));
        assert_eq!(nom_du_paquet(courte).as_deref(), Some("ex-ffi-charger"));
    }
}
