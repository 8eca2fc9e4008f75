//! Solution : un invité en Rust.

use std::alloc::{self, Layout};
use std::{ptr, slice};

/// Le traitement de cet invité : chaque mot à l'envers, les blancs à leur place.
pub fn reverse_words(text: &str) -> String {
    let mut reversed = String::new();
    for (rank, word) in text.split(' ').enumerate() {
        if rank > 0 {
            reversed.push(' ');
        }
        reversed.extend(word.chars().rev());
    }
    reversed
}

/// Une zone de la mémoire de l'invité.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct Span {
    /// L'adresse du premier octet.
    pub ptr: *mut u8,
    /// Le nombre d'octets.
    pub len: usize,
}

/// Donne `len` octets à l'hôte ; une adresse nulle si `len` vaut 0 ou s'il n'y a pas de place.
pub extern "C" fn alloc(len: usize) -> *mut u8 {
    // ANCHOR: alloc
    match Layout::array::<u8>(len) {
        // SÛRETÉ : la taille n'est pas nulle.
        Ok(layout) if len > 0 => unsafe { alloc::alloc(layout) },
        _ => ptr::null_mut(),
    }
    // ANCHOR_END: alloc
}

/// Reprend un tampon donné par [`alloc`] ou par [`execute`].
///
/// # Safety
///
/// `span` a été donné par cet invité, et n'est rendu qu'une fois.
pub unsafe extern "C" fn dealloc(span: Span) {
    let Ok(layout) = Layout::array::<u8>(span.len) else {
        return;
    };
    if !span.ptr.is_null() && span.len > 0 {
        // SÛRETÉ : l'appelant rend ce qu'il a reçu, avec la même longueur.
        unsafe { alloc::dealloc(span.ptr, layout) };
    }
}

/// Traite le texte que l'hôte a écrit dans `input` ; le résultat est un tampon neuf, que
/// l'hôte rendra à [`dealloc`]. Un texte vide, ou qui n'est pas de l'UTF-8, donne une zone
/// vide, à l'adresse nulle.
///
/// # Safety
///
/// `input` vise `len` octets écrits, dans un tampon donné par [`alloc`] ; il reste à l'hôte.
pub unsafe extern "C" fn execute(input: Span) -> Span {
    const EMPTY: Span = Span {
        ptr: ptr::null_mut(),
        len: 0,
    };
    if input.ptr.is_null() || input.len == 0 {
        return EMPTY;
    }
    // SÛRETÉ : l'appelant garantit ces octets ; l'adresse n'est pas nulle.
    let bytes = unsafe { slice::from_raw_parts(input.ptr, input.len) };
    let Ok(text) = str::from_utf8(bytes) else {
        return EMPTY;
    };
    // ANCHOR: ceder
    // Une boîte a exactement la taille du texte : c'est celle que `dealloc` recevra.
    let answer = reverse_words(text).into_boxed_str();
    let len = answer.len();
    let ptr = Box::into_raw(answer).cast::<u8>();
    Span { ptr, len }
    // ANCHOR_END: ceder
}

/// Range une adresse et une longueur de 32 bits dans un seul nombre : l'adresse en haut.
pub fn pack(ptr: u32, len: u32) -> i64 {
    // Mutant équivalent : `^` au lieu de `|`. Les deux moitiés n'ont aucun bit en commun.
    (u64::from(ptr) << 32 | u64::from(len)) as i64
}

/// Ce que le module WebAssembly exporte : les mêmes fonctions, avec les types du contrat.
#[cfg(target_arch = "wasm32")]
mod exports {
    use super::{Span, pack};

    #[unsafe(export_name = "alloc")]
    extern "C" fn alloc(len: usize) -> *mut u8 {
        super::alloc(len)
    }

    #[unsafe(export_name = "dealloc")]
    unsafe extern "C" fn dealloc(ptr: *mut u8, len: usize) {
        // SÛRETÉ : l'hôte rend ce que nous lui avons donné.
        unsafe { super::dealloc(Span { ptr, len }) }
    }

    #[unsafe(export_name = "execute")]
    unsafe extern "C" fn execute(ptr: *mut u8, len: usize) -> i64 {
        // SÛRETÉ : l'hôte a écrit `len` octets dans un tampon que nous lui avons donné.
        let answer = unsafe { super::execute(Span { ptr, len }) };
        pack(answer.ptr as u32, answer.len as u32)
    }
}
