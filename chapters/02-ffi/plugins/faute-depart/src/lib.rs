//! Un greffon selon le contrat du texte de départ, tel qu'on l'écrit d'instinct : il
//! panique quand un texte lui déplaît, et rend l'adresse d'un texte qu'il a déjà libéré.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ffi::{CStr, CString, c_char};

/// La table du texte de départ.
#[repr(C)]
pub struct PluginApi {
    name: *const c_char,
    version: *const c_char,
    init: extern "C" fn(),
    execute: unsafe extern "C" fn(*const c_char) -> *const c_char,
}

// SÛRETÉ : les pointeurs visent des constantes ; rien n'y est modifiable.
unsafe impl Sync for PluginApi {}

/// La table, exportée elle-même : le symbole est une donnée, pas une fonction.
#[unsafe(no_mangle)]
#[allow(non_upper_case_globals)]
pub static plugin_api: PluginApi = PluginApi {
    name: c"depart".as_ptr(),
    version: c"1.0.0".as_ptr(),
    init,
    execute,
};

/// Un nombre exporté, pour montrer ce que `Symbol<u64>` en lit.
#[unsafe(no_mangle)]
#[allow(non_upper_case_globals)]
pub static plugin_answer: u64 = 42;

extern "C" fn init() {}

// ANCHOR: execute
/// Met un texte en capitales.
///
/// # Safety
///
/// `text` se termine par un octet nul.
unsafe extern "C" fn execute(text: *const c_char) -> *const c_char {
    // SÛRETÉ : l'appelant le garantit.
    let text = unsafe { CStr::from_ptr(text) };
    // Première faute : ce texte n'est pas forcément de l'UTF-8, et `expect` panique.
    let text = text.to_str().expect("un texte UTF-8");
    let answer = CString::new(text.to_uppercase()).expect("pas d'octet nul");
    // Seconde faute : `answer` est détruite à la fin de la fonction, et son texte avec elle.
    answer.as_ptr()
}
// ANCHOR_END: execute

/// Ce que font les allocateurs de débogage : un texte libéré devient illisible, pour que la
/// faute se voie à tous les coups. Le dernier octet reste nul ; rien n'est rendu au système.
struct Poison;

// SÛRETÉ : chaque bloc vient de `System` et n'est jamais réutilisé.
unsafe impl GlobalAlloc for Poison {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SÛRETÉ : l'appelant garantit une taille non nulle.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SÛRETÉ : le bloc fait `layout.size()` octets et n'appartient plus à personne.
        unsafe { block.write_bytes(b'x', layout.size() - 1) };
    }
}

#[global_allocator]
static ALLOCATOR: Poison = Poison;
