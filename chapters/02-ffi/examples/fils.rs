//! Quatre fils d'exécution partagent un greffon dont le compteur est un entier ordinaire.
//!
//! À lancer par `cargo run -p ch-ffi --example fils`.

use std::error::Error;
use std::thread;

use ch_contrat::Plugin;
use ch_ffi::load_plugin;

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let plugin = unsafe { load_plugin(essais_c::etat()) }?;
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..1000 {
                    plugin.execute("").expect("ce greffon n'échoue pas");
                }
            });
        }
    });
    println!("après 4 × 1000 appels : {}", plugin.execute("")?);
    Ok(())
}
// ANCHOR_END: main
