//! Le piège suivant : un type faux, mais de la bonne taille.
//!
//! À lancer par `cargo run -p ch-ffi --example faute_symbole`.

mod commun;

use commun::{Outcome, in_child, yes};
use libloading::{Library, Symbol};

fn main() -> Outcome {
    in_child(fault)
}

// ANCHOR: faute
fn fault() -> Outcome {
    // SÛRETÉ : cette bibliothèque vient d'être compilée depuis ce dépôt.
    // Elle exporte `plugin_answer`, une variable de type `u64` qui vaut 42.
    unsafe {
        let lib = Library::new(ch_ffi::library_path("faute-depart")?)?;

        let wrong: Symbol<u64> = lib.get(c"plugin_answer")?;
        let right: Symbol<*const u64> = lib.get(c"plugin_answer")?;

        println!("Symbol<u64> lit 42 : {}", yes(*wrong == 42));
        println!(
            "Symbol<u64> lit l'adresse : {}",
            yes(*wrong == *right as u64)
        );
        println!("Symbol<*const u64> mène à : {}", **right);
    }
    Ok(())
}
// ANCHOR_END: faute
