//! Les fichiers du contrôle, et ce que le système en dit : « poignee-de-main » s'en sert aussi.

use std::fs;
use std::path::{Path, PathBuf};

/// Copie une bibliothèque : de cette copie, seul le test qui l'a faite se sert. Le chemin a une
/// espace, des accents et une apostrophe, comme tant de dossiers.
pub(super) fn copier(original: &Path, dossier: &Path) -> PathBuf {
    let dossier = dossier.join("l'été à l'œuvre");
    fs::create_dir_all(&dossier).expect("créer un dossier");
    let copie = dossier.join(original.file_name().expect("un fichier a un nom"));
    fs::copy(original, &copie).expect("copier la bibliothèque");
    copie
}

/// La cause est-elle bien un refus d'ouvrir, tel que le système le dit ?
pub(super) fn vient_de_l_ouverture(cause: &libloading::Error) -> bool {
    use libloading::Error::{DlOpen, LoadLibraryExW};
    matches!(cause, DlOpen { .. } | LoadLibraryExW { .. })
}

/// La cause est-elle bien un symbole qui manque, tel que le système le dit ?
pub(super) fn vient_de_la_recherche(cause: &libloading::Error) -> bool {
    use libloading::Error::{DlSym, GetProcAddress};
    matches!(cause, DlSym { .. } | GetProcAddress { .. })
}
