//! Une table en C dont un champ est resté vide.
//!
//! À lancer par `cargo run -p ch-ffi --example faute_nulle`.

mod commun;

use commun::{Outcome, PluginApi, in_child};
use libloading::{Library, Symbol};

fn main() -> Outcome {
    in_child(fault)
}

// ANCHOR: faute
fn fault() -> Outcome {
    // SÛRETÉ : aucune. Ce greffon n'a pas de fonction `execute`, et copier la
    // table suffit : un `extern "C" fn` nul est déjà un comportement indéfini.
    unsafe {
        let lib = Library::new(essais_c::depart_incomplet())?;
        let api: Symbol<*const PluginApi> = lib.get(c"plugin_api")?;
        let api = **api;
        (api.init)();
        println!("init est revenue");
        (api.execute)(c"bonjour".as_ptr());
        println!("execute est revenue");
    }
    Ok(())
}
// ANCHOR_END: faute
