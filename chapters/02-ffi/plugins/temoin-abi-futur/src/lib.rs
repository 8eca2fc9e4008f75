//! Un greffon de la version 2 du contrat, que cet hôte ne parle pas.
//!
//! Sa table n'a que seize octets, au bord d'une page interdite : de la version 2, un hôte de
//! la version 1 ne connaît que les deux premiers champs.

use std::sync::OnceLock;

use ch_ffi_abi::ABI_VERSION;

/// Une table de la version 2 : après l'en-tête, plus rien n'est comme avant.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct FutureApi {
    abi_version: u32,
    struct_size: u32,
    capabilities: u64,
}

/// Rend la table de la version 2.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const FutureApi {
    // Une adresse gardée comme un entier : un pointeur n'est pas `Sync`.
    static ADDRESS: OnceLock<usize> = OnceLock::new();
    let address = ADDRESS.get_or_init(|| {
        let table = FutureApi {
            abi_version: ABI_VERSION + 1,
            struct_size: size_of::<FutureApi>() as u32,
            capabilities: 0,
        };
        let placed = temoin_bord_de_page::place(table).expect("réserver deux pages");
        placed.expose_provenance()
    });
    std::ptr::with_exposed_provenance(*address)
}
