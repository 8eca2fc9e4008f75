//! Un greffon défectueux : la fonction `execute` de sa table est nulle.

use ch_contrat::Majuscules;
use ch_ffi_abi::{PluginApi, export};

/// Rend la table incomplète.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const PluginApi {
    static API: PluginApi = PluginApi {
        execute: None,
        ..export::table::<Majuscules>(c"fonction-nulle", c"0.1.0")
    };
    &API
}
