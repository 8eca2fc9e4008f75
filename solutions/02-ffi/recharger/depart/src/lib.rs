//! Exercice : remplacer un greffon sans arrêter l'hôte. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-ffi-recharger`

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use ch_contrat::PluginError;
use ch_ffi::{FfiPlugin, LoadError};

/// Un greffon que l'on remplace sans arrêter l'hôte.
#[derive(Debug)]
pub struct HotPlugin {
    /// Le fichier où paraissent les nouvelles versions.
    source: PathBuf,
    /// Le dossier des copies, celles que l'on charge.
    copies: PathBuf,
    /// Le dernier bon.
    current: RwLock<Arc<FfiPlugin>>,
    /// Qui le tient recharge : un seul à la fois.
    turn: Mutex<()>,
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
            turn: Mutex::new(()),
        })
    }

    /// Le greffon du moment. Qui le tient peut finir son travail avec lui, même si une autre
    /// version le remplace entre-temps.
    pub fn current(&self) -> Arc<FfiPlugin> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    /// Remplace le greffon par la version qui est maintenant dans le fichier. En cas d'échec,
    /// le greffon du moment reste en place. Deux appels simultanés passent l'un après
    /// l'autre.
    ///
    /// # Errors
    ///
    /// Une variante de [`ReloadError`] par étape qui échoue.
    ///
    /// # Safety
    ///
    /// Les mêmes conditions que pour [`open`](Self::open).
    pub unsafe fn reload(&self) -> Result<(), ReloadError> {
        todo!(
            "à son tour ({:?}), charger la nouvelle version de {} depuis {}, puis seulement \
             remplacer l'ancienne",
            self.turn,
            self.source.display(),
            self.copies.display()
        )
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
    todo!(
        "copier {} dans {} sous un nom neuf, charger la copie, l'initialiser",
        source.display(),
        copies.display()
    )
}
