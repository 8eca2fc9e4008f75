//! rustc et le compilateur C rangent-ils la table de la même manière ?
//!
//! À lancer par `cargo run -p ch-ffi --example disposition_du_c`.

use std::error::Error;

use ch_ffi::abi::LAYOUT;
use libloading::{Library, Symbol};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let library = unsafe { Library::new(greffon_compteur_c::library_path()) }?;
    // SÛRETÉ : c'est la signature que compteur.c donne à cette fonction.
    let in_c: Symbol<unsafe extern "C" fn(usize) -> usize> =
        unsafe { library.get(c"plugin_layout") }?;

    for (index, (what, in_rust)) in LAYOUT.into_iter().enumerate() {
        // SÛRETÉ : la fonction ne lit que son argument.
        let same = unsafe { in_c(index) } == in_rust;
        println!("{what:24} {}", if same { "pareil" } else { "DIFFÉRENT" });
    }
    Ok(())
}
// ANCHOR_END: main
