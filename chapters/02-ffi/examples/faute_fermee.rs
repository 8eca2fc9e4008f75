//! La bibliothèque est fermée quand `load_plugin` se termine ; la table, non.
//!
//! À lancer par `cargo run -p ch-ffi --example faute_fermee`.

mod commun;

use std::path::Path;

use commun::{Outcome, PluginApi, in_child};

fn main() -> Outcome {
    in_child(fault)
}

// ANCHOR: faute
/// Celui du texte de départ, corrigé juste assez pour rendre `Ok`.
fn load_plugin(path: &Path) -> Result<PluginApi, libloading::Error> {
    // SÛRETÉ : la bibliothèque est à nous, et `plugin_api` est bien cette table.
    unsafe {
        let lib = libloading::Library::new(path)?;
        let api: libloading::Symbol<*const PluginApi> = lib.get(c"plugin_api")?;
        Ok(**api)
    } // Ici, `lib` est détruite : la bibliothèque est fermée.
}

fn fault() -> Outcome {
    let api = load_plugin(essais_c::depart())?;
    println!("load_plugin a rendu Ok");
    (api.init)();
    println!("init est revenue");
    Ok(())
}
// ANCHOR_END: faute
