//! Exercice : écrire un greffon à la main. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-ffi-exporter`

use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

use ch_ffi_abi::{PluginApi, PluginBuffer, PluginInstance, PluginStatus, PluginStr};

/// Le module à publier : il numérote les textes qu'il reçoit.
#[derive(Debug)]
pub struct Numeroteur {
    count: usize,
}

impl Numeroteur {
    /// Rend le texte précédé de son numéro.
    pub fn execute(&mut self, text: &str) -> String {
        self.count += 1;
        format!("{}. {text}", self.count)
    }
}

/// La fonction d'entrée : elle rend l'adresse de la table.
// À vous : la table, et ce qu'il faut pour que l'hôte trouve cette fonction.
pub extern "C" fn plugin_entry() -> *const PluginApi {
    ptr::null()
}

/// Crée un `Numeroteur` et met son adresse dans `*instance`.
///
/// # Safety
///
/// `instance` est nul ou vise un emplacement où écrire un pointeur.
pub unsafe extern "C" fn create(instance: *mut *mut PluginInstance) -> PluginStatus {
    let _ = instance; // À vous.
    PluginStatus::ERROR
}

/// Prépare une instance : celle-ci n'a rien à préparer.
///
/// # Safety
///
/// Aucune condition : les pointeurs ne sont pas lus.
pub unsafe extern "C" fn init(
    instance: *mut PluginInstance,
    _error: *mut PluginBuffer,
) -> PluginStatus {
    if instance.is_null() {
        return PluginStatus::INVALID_ARGUMENT;
    }
    PluginStatus::OK
}

/// Fait numéroter `text` par l'instance ; `output` reçoit le résultat.
///
/// # Safety
///
/// `instance` est nulle, ou vient de [`create`] et n'est pas détruite ; `text` vise des octets
/// lisibles ; `output` est nul ou vise un tampon où écrire ; aucun autre appel n'est en cours
/// sur cette instance.
pub unsafe extern "C" fn execute(
    instance: *mut PluginInstance,
    text: PluginStr,
    output: *mut PluginBuffer,
) -> PluginStatus {
    let _ = (instance, text, output); // À vous.
    PluginStatus::ERROR
}

/// Reprend un tampon rempli par [`execute`].
///
/// # Safety
///
/// Le tampon vient de [`execute`] et n'a pas déjà été rendu.
pub unsafe extern "C" fn free_buffer(buffer: PluginBuffer) {
    // SÛRETÉ : l'appelant garantit l'origine du tampon et qu'il n'est rendu qu'une fois.
    drop(unsafe { buffer.into_bytes() });
}

/// Détruit une instance ; une instance nulle est ignorée.
///
/// # Safety
///
/// `instance` est nulle, ou vient de [`create`] et n'a pas encore été détruite.
pub unsafe extern "C" fn destroy(instance: *mut PluginInstance) {
    let _ = instance; // À vous.
}

// La suite ne sert qu'au contrôle : elle compte les modules vivants.

static LIVE: AtomicUsize = AtomicUsize::new(0);

/// Combien de `Numeroteur` vivent dans cette bibliothèque.
#[unsafe(no_mangle)]
pub extern "C" fn live_instances() -> usize {
    LIVE.load(Ordering::SeqCst)
}

impl Default for Numeroteur {
    fn default() -> Self {
        LIVE.fetch_add(1, Ordering::SeqCst);
        Self { count: 0 }
    }
}

impl Drop for Numeroteur {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::SeqCst);
    }
}
