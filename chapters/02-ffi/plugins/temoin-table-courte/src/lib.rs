//! Un greffon défectueux : sa table s'arrête avant les fonctions, et le dit.
//!
//! Elle finit au bord d'une page interdite. Un hôte qui lirait la table entière sans avoir
//! regardé sa taille serait tué par le système.

use std::ffi::{CStr, c_char};
use std::sync::OnceLock;

use ch_ffi_abi::ABI_VERSION;

/// Le début d'une `PluginApi`, et rien d'autre.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct ShortApi {
    abi_version: u32,
    struct_size: u32,
    name: *const c_char,
    version: *const c_char,
}

const NAME: &CStr = c"table-courte";
const VERSION: &CStr = c"0.1.0";

/// Rend la table courte.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const ShortApi {
    // Une adresse gardée comme un entier : un pointeur n'est pas `Sync`.
    static ADDRESS: OnceLock<usize> = OnceLock::new();
    let address = ADDRESS.get_or_init(|| {
        let table = ShortApi {
            abi_version: ABI_VERSION,
            struct_size: size_of::<ShortApi>() as u32,
            name: NAME.as_ptr(),
            version: VERSION.as_ptr(),
        };
        let placed = temoin_bord_de_page::place(table).expect("réserver deux pages");
        placed.expose_provenance()
    });
    std::ptr::with_exposed_provenance(*address)
}
