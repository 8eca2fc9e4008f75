//! Un greffon refuse, puis panique ; l'hôte continue.
//!
//! À lancer par `cargo run -p ch-ffi --example erreurs`.

use std::error::Error;

use ch_contrat::Plugin;
use ch_ffi::{library_path, load_plugin};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let plugin = unsafe { load_plugin(&library_path("memoire-comptee")?) }?;
    for text in ["21", "vingt", "200", "4"] {
        match plugin.execute(text) {
            Ok(double) => println!("{text} → {double}"),
            Err(error) => println!("{text} → {error}"),
        }
    }
    Ok(())
}
// ANCHOR_END: main
