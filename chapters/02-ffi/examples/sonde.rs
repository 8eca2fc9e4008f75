//! Essayer un greffon dans un autre processus avant de le charger dans celui-ci.
//!
//! À lancer par `cargo run -p ch-ffi --example sonde`.

use std::error::Error;

use ch_contrat::Plugin;
use ch_ffi::{Probe, library_path, load_checked};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    // Lancé comme sonde, le programme s'arrête ici.
    let probe = Probe::install()?;
    let healthy = library_path("greffon-majuscules")?;
    for path in [healthy.as_path(), essais_c::initialiseur_fatal()] {
        // SÛRETÉ : ces bibliothèques viennent de ce dépôt. La seconde abandonne à l'ouverture :
        // c'est la sonde qui en meurt.
        match unsafe { load_checked(&probe, path) } {
            Ok(plugin) => println!("{} : {}", plugin.name(), plugin.execute("bonjour")?),
            Err(error) => println!("refusé : {}", error.reason),
        }
    }
    println!("l'hôte est toujours là");
    Ok(())
}
// ANCHOR_END: main
