//! Où cargo range ce qu'il compile, et comment le lancer.

use std::env::{self, consts};
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::Issue;

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
    let nom = paquet.replace('-', "_");
    let fichier = format!("{}{nom}{}", consts::DLL_PREFIX, consts::DLL_SUFFIX);
    let chemin = dossier_de_compilation().join("deps").join(fichier);
    assert!(
        chemin.is_file(),
        "la bibliothèque {} n'est pas compilée : {paquet} est-il une dev-dependency, de crate-type cdylib ?",
        chemin.display()
    );
    chemin
}

/// Le chemin d'un exemple (`examples/<nom>.rs`) du paquet testé.
///
/// # Panics
///
/// Si l'exemple n'est pas compilé, ou s'il est plus ancien que sa source : `cargo test
/// --test …` ne recompile pas les exemples, et le test jugerait un vieux programme.
pub fn exemple(manifest_dir: &str, nom: &str) -> PathBuf {
    let programme = dossier_de_compilation()
        .join("examples")
        .join(format!("{nom}{}", consts::EXE_SUFFIX));
    let source = PathBuf::from(manifest_dir)
        .join("examples")
        .join(format!("{nom}.rs"));
    let date = |chemin: &PathBuf| {
        chemin
            .metadata()
            .and_then(|donnees| donnees.modified())
            .ok()
    };
    assert!(
        date(&programme) >= date(&source) && programme.is_file(),
        "l'exemple « {nom} » n'est pas compilé ou n'est pas à jour : lancez les tests du paquet entier \
         (cargo test -p …, sans --test), qui compile aussi les exemples"
    );
    programme
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
