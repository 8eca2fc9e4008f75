//! Une bibliothèque refusée a déjà exécuté son code.
//!
//! À lancer par `cargo run -p ch-ffi --example confiance`.

use std::env;
use std::error::Error;

use ch_ffi::load_plugin;

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    // SÛRETÉ : ce programme n'a encore qu'un fil d'exécution.
    unsafe { env::set_var("SECRET_DE_L_HOTE", "sésame") };

    println!("l'hôte ouvre la bibliothèque");
    // SÛRETÉ : cette bibliothèque vient de ce dépôt ; son initialiseur ne fait qu'écrire.
    match unsafe { load_plugin(essais_c::initialiseur()) } {
        Ok(_) => println!("l'hôte l'accepte"),
        Err(error) => println!("l'hôte la refuse : {}", error.reason),
    }
    Ok(())
}
// ANCHOR_END: main
