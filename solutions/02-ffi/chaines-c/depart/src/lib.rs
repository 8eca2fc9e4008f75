//! Exercice : le texte à travers la frontière. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-ffi-chaines-c`

use std::ffi::{CString, c_char};

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
    todo!("lire le texte C à l'adresse {text:p}")
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
    todo!("lire {len} octets à l'adresse {ptr:p}")
}

/// Prépare un texte pour une fonction C qui attend un octet nul à la fin.
///
/// # Errors
///
/// [`TextError::InnerNul`] : le C ne verrait que le début de ce texte.
pub fn to_c_string(text: &str) -> Result<CString, TextError> {
    todo!("copier {text:?} et y ajouter l'octet nul final")
}
