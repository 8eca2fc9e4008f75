//! Exercice : retenir une panique dans le greffon. L'énoncé est dans README.md.
//!
//! Le module est dans `capricieux.rs`, la table dans `table.rs` : ils sont donnés.
//!
//! Pour vérifier : `cargo test -p ex-ffi-barriere`

use ch_ffi_abi::{PluginBuffer, PluginInstance, PluginStatus};

pub mod capricieux;
pub mod table;

/// Exécute `work` et dépose son texte ou son message dans `*output`. Une panique de `work`
/// s'arrête ici.
///
/// # Safety
///
/// `output` est nul ou vise un tampon où écrire.
pub unsafe fn barrier(
    output: *mut PluginBuffer,
    work: impl FnOnce() -> Result<String, String>,
) -> PluginStatus {
    let _ = (output, work); // À vous.
    PluginStatus::ERROR
}

/// Détruit une instance ; une instance nulle est ignorée. La destruction du module peut
/// paniquer.
///
/// # Safety
///
/// `instance` est nulle, ou vient de [`create`](table::create) et n'a pas encore été détruite.
pub unsafe extern "C" fn destroy(instance: *mut PluginInstance) {
    let _ = instance; // À vous.
}
