//! Solution : remplacer un greffon sans arrêter l'hôte.
//!
//! Chaque version est chargée depuis une copie dont le nom n'a jamais servi : le système ne
//! peut pas la confondre avec une autre, déchargée ou non. Tout ce qui peut échouer est fait
//! avant l'échange, et l'ancienne version finit avec le dernier appel qui la tient.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::{fs, io, mem, process};

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
        // Un rechargement lent ne remettra pas sa version par-dessus une plus neuve. `current`, elle,
        // reste libre pendant ce temps : c'est un autre verrou.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        // SÛRETÉ : c'est la garantie que nous demandons nous-mêmes à l'appelant.
        let new = Arc::new(unsafe { load_copy(&self.source, &self.copies) }?);
        // ANCHOR: echange
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let old = mem::replace(&mut *current, new);
        // L'ancien exécute peut-être ici sa destruction : pas sous le verrou.
        drop(current);
        drop(old);
        // ANCHOR_END: echange
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
    // ANCHOR: copie
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let file = source.file_name().unwrap_or_default().to_string_lossy();
    // Le numéro distingue les copies de cet hôte, le processus celles de deux hôtes.
    let copy = copies.join(format!("{}-{number}-{file}", process::id()));
    fs::copy(source, &copy).map_err(ReloadError::Copy)?;
    // ANCHOR_END: copie
    // SÛRETÉ : l'appelant fait confiance au fichier que nous venons de copier.
    let mut plugin = unsafe { load_plugin(&copy) }.map_err(ReloadError::Load)?;
    plugin.init().map_err(ReloadError::Init)?;
    Ok(plugin)
}
