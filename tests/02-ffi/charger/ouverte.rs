//! Ce que le système sait des bibliothèques ouvertes : d'autres contrôles du chapitre s'en servent.

use std::path::Path;

/// La bibliothèque `chemin` est-elle ouverte dans ce processus ?
#[cfg(unix)]
pub(super) fn est_ouverte(chemin: &Path) -> bool {
    use libloading::os::unix::{Library, RTLD_LAZY};
    // RTLD_NOLOAD : ne rend la bibliothèque que si elle est déjà en mémoire.
    const RTLD_NOLOAD: i32 = if cfg!(target_os = "macos") { 0x10 } else { 0x4 };
    // SÛRETÉ : rien n'est chargé, donc rien n'est exécuté.
    unsafe { Library::open(Some(chemin), RTLD_LAZY | RTLD_NOLOAD) }.is_ok()
}

/// La bibliothèque `chemin` est-elle ouverte dans ce processus ?
#[cfg(windows)]
pub(super) fn est_ouverte(chemin: &Path) -> bool {
    libloading::os::windows::Library::open_already_loaded(chemin).is_ok()
}
