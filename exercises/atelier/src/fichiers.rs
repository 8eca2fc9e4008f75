//! Lire et écrire des fichiers, avec des erreurs qui les nomment.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Erreur, Resultat};

/// Des fichiers et leur contenu, par leur place dans l'exercice : `src/lib.rs`.
pub type Contenus = BTreeMap<String, Vec<u8>>;

/// Lit un fichier de texte.
///
/// # Errors
///
/// S'il manque, ou s'il n'est pas en UTF-8.
pub fn lire(chemin: &Path) -> Resultat<String> {
    fs::read_to_string(chemin).map_err(|source| Erreur::fichier("lire", chemin, &source))
}

/// Écrit un fichier et crée les dossiers qui manquent. Un fichier déjà identique n'est pas
/// touché : sa date ne change pas, et cargo ne recompile rien.
///
/// # Errors
///
/// Si l'écriture est refusée.
pub fn ecrire(chemin: &Path, contenu: &[u8]) -> Resultat<()> {
    if fs::read(chemin).is_ok_and(|present| present == contenu) {
        return Ok(());
    }
    let dossier = chemin.parent().unwrap_or(chemin);
    fs::create_dir_all(dossier).map_err(|source| Erreur::fichier("créer", dossier, &source))?;
    fs::write(chemin, contenu).map_err(|source| Erreur::fichier("écrire", chemin, &source))
}

/// Les entrées d'un dossier, triées par nom ; vide si le dossier n'existe pas.
pub fn entrees(dossier: &Path) -> Vec<PathBuf> {
    let mut entrees: Vec<PathBuf> = fs::read_dir(dossier)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entree| entree.path())
        .collect();
    entrees.sort();
    entrees
}

/// Tous les fichiers sous `dossier`, triés, sans les dossiers cachés ni `target`.
pub fn sous(dossier: &Path) -> Vec<PathBuf> {
    let mut fichiers = Vec::new();
    for entree in entrees(dossier) {
        let nom = nom(&entree);
        if entree.is_file() {
            fichiers.push(entree);
        } else if !nom.starts_with('.') && nom != "target" {
            fichiers.extend(sous(&entree));
        }
    }
    fichiers
}

/// Le nom d'un fichier ou d'un dossier, sans son chemin.
pub fn nom(chemin: &Path) -> String {
    chemin
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
