//! Un greffon rend l'adresse d'un texte qu'il a déjà libéré.
//!
//! À lancer par `cargo run -p ch-ffi --example faute_texte_pendant`.

mod commun;

use std::ffi::CStr;

use commun::{Outcome, PluginApi, in_child};
use libloading::{Library, Symbol};

fn main() -> Outcome {
    in_child(fault)
}

// ANCHOR: faute
fn fault() -> Outcome {
    // SÛRETÉ : la bibliothèque reste ouverte. Le texte lu, lui, n'est plus à
    // personne ; ce greffon-ci ne rend jamais sa mémoire, d'où l'essai.
    unsafe {
        let lib = Library::new(ch_ffi::library_path("faute-depart")?)?;
        let api: Symbol<*const PluginApi> = lib.get(c"plugin_api")?;

        let answer = ((**api).execute)(c"bonjour".as_ptr());
        println!("attendu : BONJOUR");
        println!("lu      : {}", CStr::from_ptr(answer).to_string_lossy());
    }
    Ok(())
}
// ANCHOR_END: faute
