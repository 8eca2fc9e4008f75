//! Attrapée par : `un_init_lent_ne_fait_attendre_personne`
//!
//! Le verrou est pris d'abord, pour être tranquille. Pendant la copie, le chargement et `init`,
//! plus personne ne peut prendre le greffon du moment : l'hôte entier attend.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::{fs, io, process};

use ch_contrat::{Plugin, PluginError};
use ch_ffi::{FfiPlugin, LoadError, load_plugin};

/// Un greffon que l'on remplace sans arrêter l'hôte.
#[derive(Debug)]
pub struct HotPlugin {
    /// Le fichier où paraissent les nouvelles versions.
    source: PathBuf,
    /// Le dossier des copies, celles que l'on charge.
    copies: PathBuf,
    /// Le dernier bon.
    current: RwLock<Arc<FfiPlugin>>,
}

/// Pourquoi une nouvelle version n'est pas retenue.
#[derive(Debug)]
pub enum ReloadError {
    /// Le fichier n'a pas pu être copié.
    Copy(io::Error),
    /// La copie n'est pas un greffon que cet hôte accepte.
    Load(LoadError),
    /// Le greffon a refusé de s'initialiser.
    Init(PluginError),
}

impl HotPlugin {
    /// Charge la première version depuis `source`. Les copies iront dans le dossier `copies`.
    ///
    /// # Errors
    ///
    /// Une variante de [`ReloadError`] par étape qui échoue.
    ///
    /// # Safety
    ///
    /// L'appelant fait confiance à ce fichier : le charger exécute son code.
    pub unsafe fn open(source: &Path, copies: &Path) -> Result<Self, ReloadError> {
        // SÛRETÉ : c'est la garantie que nous demandons nous-mêmes à l'appelant.
        let plugin = unsafe { load_copy(source, copies) }?;
        Ok(Self {
            source: source.to_owned(),
            copies: copies.to_owned(),
            current: RwLock::new(Arc::new(plugin)),
        })
    }

    /// Le greffon du moment. Qui le tient peut finir son travail avec lui, même si une autre
    /// version le remplace entre-temps.
    pub fn current(&self) -> Arc<FfiPlugin> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    /// Remplace le greffon par la version qui est maintenant dans le fichier. En cas d'échec,
    /// le greffon du moment reste en place.
    ///
    /// # Errors
    ///
    /// Une variante de [`ReloadError`] par étape qui échoue.
    ///
    /// # Safety
    ///
    /// Les mêmes conditions que pour [`open`](Self::open).
    pub unsafe fn reload(&self) -> Result<(), ReloadError> {
        // Faux : le verrou est tenu pendant tout le chargement.
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // SÛRETÉ : c'est la garantie que nous demandons nous-mêmes à l'appelant.
        *current = Arc::new(unsafe { load_copy(&self.source, &self.copies) }?);
        Ok(())
    }
}

/// Copie `source` dans `copies` sous un nom qui n'a jamais servi, charge la copie et
/// l'initialise.
///
/// # Errors
///
/// Une variante de [`ReloadError`] par étape qui échoue.
///
/// # Safety
///
/// Les mêmes conditions que pour [`HotPlugin::open`].
unsafe fn load_copy(source: &Path, copies: &Path) -> Result<FfiPlugin, ReloadError> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let file = source.file_name().unwrap_or_default().to_string_lossy();
    // Le numéro distingue les copies de cet hôte, le processus celles de deux hôtes.
    let copy = copies.join(format!("{}-{number}-{file}", process::id()));
    fs::copy(source, &copy).map_err(ReloadError::Copy)?;
    // SÛRETÉ : l'appelant fait confiance au fichier que nous venons de copier.
    let mut plugin = unsafe { load_plugin(&copy) }.map_err(ReloadError::Load)?;
    plugin.init().map_err(ReloadError::Init)?;
    Ok(plugin)
}
