//! Première faute à l'exécution : demander la table elle-même au lieu de son adresse.
//!
//! À lancer par `cargo run -p ch-ffi --example faute_taille`.

mod commun;

use commun::{Outcome, PluginApi, in_child, yes};
use libloading::{Library, Symbol};

fn main() -> Outcome {
    in_child(fault)
}

// ANCHOR: faute
fn fault() -> Outcome {
    // SÛRETÉ : cette bibliothèque vient d'être compilée depuis ce dépôt.
    let lib = unsafe { Library::new(essais_c::depart()) }?;
    let fits = size_of::<PluginApi>() <= size_of::<usize>();
    println!("la table tient dans une adresse : {}", yes(fits));
    // SÛRETÉ : le type est faux, et libloading s'en aperçoit à sa taille.
    let api: Result<Symbol<PluginApi>, _> = unsafe { lib.get(c"plugin_api") };
    println!("Symbol<PluginApi> : {:?}", api.err());
    Ok(())
}
// ANCHOR_END: faute
