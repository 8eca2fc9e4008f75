//! Exercice : refuser un greffon, et dire pourquoi. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-ffi-poignee-de-main`

use std::path::Path;

use ch_ffi_abi::PluginApi;
use libloading::Library;

/// Un greffon chargé, dont la table est vérifiée.
#[derive(Debug)]
pub struct LoadedPlugin {
    api: PluginApi,
    // Lue par personne, mais indispensable : sa destruction ferme la bibliothèque.
    _library: Library,
}

impl LoadedPlugin {
    /// La table du greffon.
    pub fn api(&self) -> &PluginApi {
        &self.api
    }
}

/// Pourquoi un greffon est refusé, dans l'ordre où on le vérifie.
#[derive(Debug)]
pub enum LoadError {
    /// Le fichier ne s'ouvre pas comme une bibliothèque.
    Open(libloading::Error),
    /// La bibliothèque n'exporte pas `plugin_entry`.
    MissingEntry(libloading::Error),
    /// `plugin_entry` a rendu un pointeur nul.
    NullTable,
    /// Le greffon suit une autre version du contrat.
    AbiVersion {
        /// La version de l'hôte.
        expected: u32,
        /// La version du greffon.
        found: u32,
    },
    /// La table est plus courte que celle de l'hôte.
    ShortTable {
        /// La taille de la table de l'hôte, en octets.
        expected: usize,
        /// La taille annoncée par le greffon, en octets.
        found: usize,
    },
    /// La fonction de ce nom est nulle.
    MissingFunction(&'static str),
}

/// Charge le greffon du fichier `path` et vérifie sa table.
///
/// # Errors
///
/// Le premier défaut rencontré, dans l'ordre de [`LoadError`].
///
/// # Safety
///
/// Ouvrir une bibliothèque exécute son code : l'appelant lui fait confiance. Si elle exporte
/// `plugin_entry`, c'est la fonction du contrat.
pub unsafe fn load_plugin(path: &Path) -> Result<LoadedPlugin, LoadError> {
    todo!(
        "ouvrir {}, y prendre plugin_entry, vérifier la table qu'elle rend",
        path.display()
    )
}

/// Vérifie la table d'un greffon et en rend une copie, où aucune fonction n'est nulle.
///
/// # Errors
///
/// Le premier défaut rencontré, dans l'ordre de [`LoadError`].
///
/// # Safety
///
/// `table` est nul, ou vise huit octets lisibles, suivis du reste de la table qu'ils
/// annoncent.
pub unsafe fn check_table(table: *const PluginApi) -> Result<PluginApi, LoadError> {
    todo!("vérifier la table {table:p} sans rien lire qu'elle n'ait pas annoncé")
}
