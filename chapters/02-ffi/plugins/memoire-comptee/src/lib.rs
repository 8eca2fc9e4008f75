//! Un greffon qui a son propre allocateur, et qui sait combien d'octets il n'a pas repris.
//!
//! Il est aussi capricieux : selon le texte, il refuse ou il panique.

use std::alloc::{GlobalAlloc, Layout, System};
use std::num::ParseIntError;
use std::sync::atomic::{AtomicUsize, Ordering};

use ch_contrat::{Plugin, PluginError};

// ANCHOR: module
/// Le module : il double un nombre.
#[derive(Debug, Default)]
pub struct Double;

impl Plugin for Double {
    fn name(&self) -> &str {
        "double"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        let number: u8 = text.parse().map_err(|error: ParseIntError| {
            PluginError::execute("double", format!("« {text} » n'est pas un petit nombre"))
                .with_source(error)
        })?;
        // 128 et au-delà : le double n'est pas un `u8`.
        let double = number.checked_mul(2).expect("le double tient dans un u8");
        Ok(double.to_string())
    }
}
// ANCHOR_END: module

ch_ffi_abi::export_plugin!(Double, name: c"double", version: c"1.0.0");

// ANCHOR: compte
static BYTES: AtomicUsize = AtomicUsize::new(0);

/// Les octets que ce greffon a alloués et n'a pas encore libérés.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_bytes() -> usize {
    BYTES.load(Ordering::Relaxed)
}
// ANCHOR_END: compte

/// Un allocateur qui compte, et qui garde quelques octets devant chaque bloc : l'adresse
/// qu'il rend n'est pas celle que `malloc` lui a donnée.
struct Counting;

/// La place gardée devant chaque bloc.
const HEADER: usize = 64;

/// La même demande, avec la place de l'en-tête.
fn with_header(layout: Layout) -> Option<Layout> {
    let size = layout.size().checked_add(HEADER)?;
    Layout::from_size_align(size, layout.align().max(HEADER)).ok()
}

// SÛRETÉ : chaque bloc vient de `System`, `HEADER` octets plus loin : l'alignement demandé,
// s'il ne dépasse pas `HEADER`, est respecté ; sinon l'allocation échoue.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(whole) = with_header(layout).filter(|whole| whole.align() == HEADER) else {
            return std::ptr::null_mut();
        };
        // SÛRETÉ : la taille n'est pas nulle, elle comprend l'en-tête.
        let block = unsafe { System.alloc(whole) };
        if block.is_null() {
            return block;
        }
        BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        // L'en-tête est reconnaissable : `free` y chercherait la taille d'un bloc à lui.
        // SÛRETÉ : le bloc compte `HEADER` octets avant ceux que nous rendons.
        unsafe {
            block.write_bytes(0xAA, HEADER);
            block.add(HEADER)
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let Some(whole) = with_header(layout) else {
            return;
        };
        BYTES.fetch_sub(layout.size(), Ordering::Relaxed);
        // SÛRETÉ : l'appelant garantit que le bloc vient de `alloc`, avec cette demande.
        unsafe { System.dealloc(block.sub(HEADER), whole) };
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;
