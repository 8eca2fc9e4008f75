//! Les fichiers du contrôle, et ce que le système en dit : le contrôle de la poignée de main s'en sert aussi.

use std::fs;
use std::path::{Path, PathBuf};

/// Copie une bibliothèque : de cette copie, seul le test qui l'a faite se sert. Le chemin a une
/// espace, des accents et une apostrophe, comme tant de dossiers ; sous Linux, où tout octet est
/// permis, il n'est même pas de l'UTF-8.
pub(super) fn copier(original: &Path, dossier: &Path) -> PathBuf {
    let dossier = dossier.join(nom_de_dossier());
    fs::create_dir_all(&dossier).expect("créer un dossier");
    let copie = dossier.join(original.file_name().expect("un fichier a un nom"));
    fs::copy(original, &copie).expect("copier la bibliothèque");
    copie
}

#[cfg(target_os = "linux")]
fn nom_de_dossier() -> std::ffi::OsString {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(b"l'\xE9t\xE9 \xE0 l'\xC5\x93uvre".to_vec())
}

#[cfg(not(target_os = "linux"))]
fn nom_de_dossier() -> std::ffi::OsString {
    "l'été à l'œuvre".into()
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
