//! Un hôte charge trois greffons, deux écrits en Rust et un en C, et les enchaîne.
//!
//! À lancer par `cargo run -p ch-ffi --example hote`. Cargo compile d'abord les greffons,
//! qui sont des `dev-dependencies` de ce chapitre.

use std::error::Error;

use ch_contrat::Host;
use ch_ffi::{library_path, load_plugin};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let mut host = Host::new();
    for path in [
        library_path("greffon-typographie")?,
        library_path("greffon-majuscules")?,
        greffon_compteur_c::library_path().to_owned(),
    ] {
        // SÛRETÉ : ces bibliothèques viennent d'être compilées depuis ce dépôt.
        let plugin = unsafe { load_plugin(&path) }?;
        host.register(plugin)?;
    }
    host.init()?;

    print!("{}", host.run("L'hôte dit: \"bonjour!\"")?);
    Ok(())
}
// ANCHOR_END: main
