//! Un greffon défectueux : son entrée rend un pointeur nul.

use std::ffi::c_void;
use std::ptr;

/// Rend nul, là où l'hôte attend l'adresse d'une table.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const c_void {
    ptr::null()
}
