//! Le module « typographie » du contrat, avec la bibliothèque standard : le même code que
//! l'hôte statique, derrière huit fonctions exportées.
//!
//! Se compile par `cargo atelier invites typographie`.

use std::cell::Cell;
use std::{ptr, slice};

use ch_contrat::{Plugin, Typographie};

// ANCHOR: plugin
const PLUGIN: Typographie = Typographie;

thread_local! {
    /// Ce que vaut le dernier texte rendu : 0 une réponse, 1 un message d'erreur.
    static STATUS: Cell<i32> = const { Cell::new(0) };
}

/// Traite le texte que l'hôte a copié à l'adresse `ptr`.
///
/// # Safety
///
/// `ptr` et `len` sont ceux d'un tampon donné par `alloc` et rempli par l'hôte.
#[unsafe(no_mangle)]
unsafe extern "C" fn execute(ptr: *const u8, len: usize) -> i64 {
    // SÛRETÉ : l'hôte a rempli ce tampon ; une longueur nulle n'a pas d'adresse.
    let bytes = match len {
        0 => &[][..],
        _ => unsafe { slice::from_raw_parts(ptr, len) },
    };
    let outcome = match str::from_utf8(bytes) {
        Ok(text) => PLUGIN.execute(text).map_err(|e| e.message().to_owned()),
        Err(error) => Err(error.to_string()),
    };
    STATUS.set(i32::from(outcome.is_err()));
    give(outcome.unwrap_or_else(|message| message))
}

#[unsafe(no_mangle)]
extern "C" fn status() -> i32 {
    STATUS.get()
}
// ANCHOR_END: plugin

// ANCHOR: propriete
/// Cède un texte à l'hôte, qui le rendra à `dealloc`.
fn give(text: String) -> i64 {
    let text = text.into_boxed_str();
    let len = text.len();
    pack(Box::into_raw(text).cast::<u8>().cast_const(), len)
}

#[unsafe(no_mangle)]
extern "C" fn alloc(len: usize) -> *mut u8 {
    let mut buffer: Vec<u8> = Vec::new();
    if len == 0 || buffer.try_reserve_exact(len).is_err() {
        return ptr::null_mut();
    }
    buffer.resize(len, 0);
    Box::into_raw(buffer.into_boxed_slice()).cast::<u8>()
}

/// Reprend un tampon donné par `alloc` ou par `execute`.
///
/// # Safety
///
/// `ptr` et `len` sont ceux d'un tampon donné, et il n'est rendu qu'une fois.
#[unsafe(no_mangle)]
unsafe extern "C" fn dealloc(ptr: *mut u8, len: usize) {
    if !ptr.is_null() {
        // SÛRETÉ : le tampon vient de `Box::into_raw`, avec cette longueur.
        drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(ptr, len)) });
    }
}
// ANCHOR_END: propriete

#[unsafe(no_mangle)]
extern "C" fn abi_version() -> i32 {
    1
}

#[unsafe(no_mangle)]
extern "C" fn name() -> i64 {
    constant(PLUGIN.name())
}

#[unsafe(no_mangle)]
extern "C" fn version() -> i64 {
    constant(PLUGIN.version())
}

fn constant(text: &str) -> i64 {
    pack(text.as_ptr(), text.len())
}

/// L'adresse dans les 32 bits hauts, la longueur dans les 32 bits bas.
fn pack(ptr: *const u8, len: usize) -> i64 {
    ((ptr as usize as u64) << 32 | len as u64) as i64
}
