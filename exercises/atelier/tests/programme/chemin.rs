//! Un dépôt rangé dans un dossier au nom difficile : espaces, accents, apostrophe, guillemets,
//! et ce que d'autres programmes prennent pour une syntaxe.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use atelier::Projet;
use atelier::catalogue::Catalogue;

/// Un nom de dossier difficile. Il y manque ce que les outils de Rust refusent eux-mêmes : les
/// deux-points, qui séparent les dossiers dans une variable où cargo met ce chemin ; les crochets,
/// qu'il prend pour un motif en cherchant les membres de l'espace de travail ; le signe %, que
/// l'éditeur de liens livré avec Rust pour Linux remplace par un chiffre au hasard.
const NOM: &str = if cfg!(windows) {
    "d'été « à » l'hôte #1 & co"
} else {
    "d'été « à » l'hôte \"neuf\" #1 & co"
};

/// Quatre exercices de quatre chapitres, dont un qui écrit des manifestes et un qui charge une
/// bibliothèque.
const EXERCICES: [&str; 4] = [
    "contrat/chaine",
    "ffi/charger",
    "features/optionnel",
    "configuration/lire",
];

/// Les fichiers du dépôt, tels qu'ils sont dans le dossier de travail ; `None` sans git.
fn fichiers_du_depot(racine: &Path) -> Option<Vec<PathBuf>> {
    let git = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(racine)
        .output()
        .ok()
        .filter(|sortie| sortie.status.success())?;
    let liste = String::from_utf8(git.stdout).expect("nos noms sont en UTF-8");
    let noms = liste.split('\0').filter(|nom| !nom.is_empty());
    Some(
        noms.map(PathBuf::from)
            .filter(|nom| racine.join(nom).is_file())
            .collect(),
    )
}

fn copier(depuis: &Path, vers: &Path) {
    fs::create_dir_all(vers.parent().expect("un dossier")).expect("créer le dossier");
    fs::copy(depuis, vers).expect("copier le fichier");
}

/// Les solutions de quatre exercices passent dans un dépôt au nom difficile.
#[test]
fn quatre_exercices_passent_sous_un_chemin_difficile() {
    let racine = ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Some(fichiers) = fichiers_du_depot(&racine) else {
        eprintln!("non vérifié : il faut git, et un dépôt");
        return;
    };
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let clone = dossier.path().join(NOM);
    for fichier in &fichiers {
        copier(&racine.join(fichier), &clone.join(fichier));
    }
    let projet = Projet::a(&clone);
    let catalogue = Catalogue::lire(&projet);
    for nom in EXERCICES {
        let exercice = catalogue.exercice(nom).expect("l'exercice existe");
        for fichier in &exercice.manifeste.fichiers {
            copier(
                &exercice.solution().join(fichier),
                &exercice.dossier().join(fichier),
            );
        }
    }
    let fin = Command::new(env!("CARGO_BIN_EXE_atelier"))
        .arg("verifier")
        .args(EXERCICES)
        .current_dir(&clone)
        .env_remove("CARGO_TARGET_DIR")
        .env("CARGO_NET_OFFLINE", "true")
        .output()
        .expect("lancer l'atelier");
    let rapport = String::from_utf8_lossy(&fin.stdout);
    assert!(
        rapport.contains("4 exercice(s) réussi(s) sur 4"),
        "{rapport}\n{}",
        String::from_utf8_lossy(&fin.stderr)
    );
}
