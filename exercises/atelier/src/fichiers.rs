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

/// Tous les fichiers sous `dossier`, triés, sans ce qui est caché, ni `target`, ni les liens :
/// un lien peut mener hors du projet, ou tourner en rond.
pub fn sous(dossier: &Path) -> Vec<PathBuf> {
    let mut fichiers = Vec::new();
    for entree in entrees(dossier) {
        let nom = nom(&entree);
        let Ok(nature) = entree.symlink_metadata().map(|donnees| donnees.file_type()) else {
            continue;
        };
        if nature.is_dir() && !nom.starts_with('.') && nom != "target" {
            fichiers.extend(sous(&entree));
        } else if nature.is_file() && !est_un_reste(&nom) {
            fichiers.push(entree);
        }
    }
    fichiers
}

/// Un fichier caché, ou une copie qu'un éditeur laisse derrière lui : rien du matériel.
pub fn est_un_reste(nom: &str) -> bool {
    let debut = nom.starts_with(['.', '#']);
    debut || nom.ends_with('~') || nom.ends_with(".swp") || nom.ends_with(".tmp") || nom == "4913"
}

/// Une copie que « reinitialiser » a mise de côté : `lib.2026-11-22_14h05m09.rs`.
pub fn est_une_copie(nom: &str) -> bool {
    let Some((debut, _)) = nom.rsplit_once('.') else {
        return false;
    };
    let date = debut.rsplit_once('.').map_or("", |(_, date)| date);
    let forme = "0000-00-00_00h00m00";
    date.len() >= forme.len()
        && forme
            .bytes()
            .zip(date.bytes())
            .all(|(attendu, lu)| match attendu {
                b'0' => lu.is_ascii_digit(),
                _ => lu == attendu,
            })
}

/// Le nom d'un fichier ou d'un dossier, sans son chemin.
pub fn nom(chemin: &Path) -> String {
    chemin
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Le dossier `cible` peut-il être écrit ? Sinon, dit pourquoi et quoi faire.
///
/// # Errors
///
/// Si le disque est plein, ou le dossier protégé.
pub fn eprouver(cible: &Path) -> Resultat<()> {
    // Assez pour qu'un disque plein ne puisse pas le prendre dans un bloc déjà réservé.
    const TAILLE: usize = 64 * 1024;
    let essai = cible.join(format!(".essai-{}", std::process::id()));
    let ecrit = fs::create_dir_all(cible).and_then(|()| fs::write(&essai, [0; TAILLE]));
    let _ = fs::remove_file(&essai);
    ecrit.map_err(|source| {
        Erreur::fichier("écrire", cible, &source).avec_remede(
            "libérez de la place ou rendez ce dossier inscriptible ; ou choisissez-en un autre : \
             CARGO_TARGET_DIR=… cargo atelier verifier …",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_copie_se_reconnait_a_sa_date() {
        for copie in [
            "lib.2026-11-22_14h05m09.rs",
            "Cargo.2026-11-22_14h05m09-1.toml",
        ] {
            assert!(est_une_copie(copie), "{copie}");
        }
        for autre in ["lib.rs", "lib", "a.b.rs", "2026-11-22_14h05m09.rs"] {
            assert!(!est_une_copie(autre), "{autre}");
        }
    }
}
