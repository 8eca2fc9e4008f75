//! Solution : le texte à travers la frontière.
//!
//! Chaque fonction écarte d'abord ce que Rust suppose et que le C ne promet pas, puis confie
//! le reste à la bibliothèque standard.

use std::ffi::{CStr, CString, c_char};
use std::slice;

/// Pourquoi un texte ne passe pas la frontière.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextError {
    /// L'adresse est nulle, là où il faut un texte.
    Null,
    /// Les octets ne sont pas de l'UTF-8.
    InvalidUtf8 {
        /// Le nombre d'octets valables avant le premier qui ne l'est pas.
        valid_up_to: usize,
    },
    /// Le texte contient un octet nul, que le C prendrait pour sa fin.
    InnerNul {
        /// La position de cet octet.
        position: usize,
    },
    /// La longueur dépasse ce qu'une zone de mémoire peut mesurer (`isize::MAX`).
    TooLong {
        /// La longueur annoncée.
        len: usize,
    },
}

/// Lit un texte C, terminé par un octet nul.
///
/// # Errors
///
/// [`TextError::Null`] ou [`TextError::InvalidUtf8`].
///
/// # Safety
///
/// `text` est nul, ou vise des octets lisibles qui finissent par un octet nul et que personne
/// ne modifie pendant `'a`.
pub unsafe fn read_c_str<'a>(text: *const c_char) -> Result<&'a str, TextError> {
    if text.is_null() {
        return Err(TextError::Null);
    }
    // SÛRETÉ : non nul, vérifié ; l'appelant garantit l'octet nul final et la durée.
    check_utf8(unsafe { CStr::from_ptr(text) }.to_bytes())
}

/// Lit un texte donné par son adresse et sa longueur en octets. Si la longueur est nulle,
/// l'adresse ne compte pas : elle peut être nulle aussi.
///
/// # Errors
///
/// [`TextError::Null`], [`TextError::TooLong`] ou [`TextError::InvalidUtf8`].
///
/// # Safety
///
/// Si `ptr` n'est pas nul et que `len` ne dépasse pas `isize::MAX`, `ptr` vise `len` octets
/// lisibles, que personne ne modifie pendant `'a`.
pub unsafe fn read_slice<'a>(ptr: *const u8, len: usize) -> Result<&'a str, TextError> {
    if len == 0 {
        return Ok("");
    }
    if ptr.is_null() {
        return Err(TextError::Null);
    }
    if isize::try_from(len).is_err() {
        return Err(TextError::TooLong { len });
    }
    // SÛRETÉ : non nul et longueur possible, vérifiés ; l'appelant garantit que ces octets
    // sont lisibles et immobiles pendant `'a`.
    check_utf8(unsafe { slice::from_raw_parts(ptr, len) })
}

/// Prépare un texte pour une fonction C qui attend un octet nul à la fin.
///
/// # Errors
///
/// [`TextError::InnerNul`] : le C ne verrait que le début de ce texte.
pub fn to_c_string(text: &str) -> Result<CString, TextError> {
    // ANCHOR: vers_le_c
    CString::new(text).map_err(|error| TextError::InnerNul {
        position: error.nul_position(),
    })
    // ANCHOR_END: vers_le_c
}

// ANCHOR: utf8
/// Relit des octets comme un texte.
fn check_utf8(bytes: &[u8]) -> Result<&str, TextError> {
    str::from_utf8(bytes).map_err(|error| TextError::InvalidUtf8 {
        valid_up_to: error.valid_up_to(),
    })
}
// ANCHOR_END: utf8
