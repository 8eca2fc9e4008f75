//! Solution : refuser un greffon, et dire pourquoi.
//!
//! L'ordre fait tout : les deux premiers champs, que toute version garde à leur place, disent
//! si les suivants existent. Rien d'autre n'est lu avant eux.

use std::path::Path;

use ch_ffi_abi::{ABI_VERSION, ENTRY_SYMBOL, PluginApi, PluginEntry};
use libloading::{Library, Symbol};

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
    // SÛRETÉ : l'appelant fait confiance au code de cette bibliothèque.
    let library = unsafe { Library::new(path) }.map_err(LoadError::Open)?;
    // SÛRETÉ : le contrat donne ce type au symbole `plugin_entry`.
    let entry: Symbol<PluginEntry> =
        unsafe { library.get(ENTRY_SYMBOL) }.map_err(LoadError::MissingEntry)?;
    // SÛRETÉ : `plugin_entry` n'attend rien ; ce qu'elle rend est vérifié aussitôt.
    let api = unsafe { check_table(entry()) }?;
    Ok(LoadedPlugin {
        api,
        _library: library,
    })
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
    if table.is_null() {
        return Err(LoadError::NullTable);
    }
    // ANCHOR: en_tete
    // SÛRETÉ : les deux premiers champs sont lisibles dans toute version du contrat.
    let (abi_version, struct_size) = unsafe {
        (
            (&raw const (*table).abi_version).read(),
            (&raw const (*table).struct_size).read(),
        )
    };
    // ANCHOR_END: en_tete
    if abi_version != ABI_VERSION {
        return Err(LoadError::AbiVersion {
            expected: ABI_VERSION,
            found: abi_version,
        });
    }
    // ANCHOR: taille
    let (expected, found) = (size_of::<PluginApi>(), struct_size as usize);
    if found < expected {
        return Err(LoadError::ShortTable { expected, found });
    }
    // SÛRETÉ : même version, et la table annonce au moins la taille de la nôtre.
    let api = unsafe { table.read() };
    // ANCHOR_END: taille

    let functions = [
        ("create", api.create.is_some()),
        ("init", api.init.is_some()),
        ("execute", api.execute.is_some()),
        ("free_buffer", api.free_buffer.is_some()),
        ("destroy", api.destroy.is_some()),
    ];
    match functions.iter().find(|(_, present)| !present) {
        Some((name, _)) => Err(LoadError::MissingFunction(name)),
        None => Ok(api),
    }
}
