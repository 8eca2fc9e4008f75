//! Une panique dans le greffon, et l'hôte qui croit l'attraper.
//!
//! À lancer par `cargo run -p ch-ffi --example faute_panique`.

mod commun;

use std::panic::catch_unwind;

use commun::{Outcome, PluginApi, in_child};
use libloading::{Library, Symbol};

fn main() -> Outcome {
    in_child(fault)
}

// ANCHOR: faute
fn fault() -> Outcome {
    // SÛRETÉ : cette bibliothèque vient d'être compilée depuis ce dépôt, et `lib` reste
    // ouverte jusqu'à la fin.
    unsafe {
        let lib = Library::new(ch_ffi::library_path("faute-depart")?)?;
        let api: Symbol<*const PluginApi> = lib.get(c"plugin_api")?;
        let execute = (**api).execute;

        println!("j'appelle execute avec un texte qui n'est pas de l'UTF-8");
        let caught = catch_unwind(|| execute(c"\xff".as_ptr()));
        println!("attrapée par l'hôte : {}", caught.is_err());
    }
    Ok(())
}
// ANCHOR_END: faute
