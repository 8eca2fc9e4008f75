//! Un greffon plus récent que l'hôte : même version du contrat, et un champ de plus au bout
//! de la table. Un hôte qui ne connaît pas ce champ doit l'accepter.

use ch_contrat::Majuscules;
use ch_ffi_abi::{PluginApi, export};

/// La table de l'hôte, suivie d'un champ qu'il ne connaît pas encore.
#[repr(C)]
#[derive(Debug)]
pub struct LongApi {
    known: PluginApi,
    features: u64,
}

/// Rend la table longue, par l'adresse de son début.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const PluginApi {
    static API: LongApi = LongApi {
        known: PluginApi {
            struct_size: size_of::<LongApi>() as u32,
            ..export::table::<Majuscules>(c"table-longue", c"1.1.0")
        },
        features: 1,
    };
    (&raw const API).cast()
}
