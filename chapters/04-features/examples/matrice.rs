//! Toutes les combinaisons d'un paquet bancal, sans autre outil que cargo.
//!
//! À lancer par `cargo run -p ch-features --example matrice`.

use std::error::Error;

use ch_features::combinations::{Cargo, label, powerset};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::study("matrice")?;
    let mut refused = 0;
    for features in powerset(&["lire", "ecrire", "chiffrer"]) {
        let list = features.join(",");
        let report = cargo.call(["check", "--no-default-features", "--features", &list])?;
        let verdict = report.errors().first().map_or("compile", |error| error);
        println!("{:<22} {verdict}", label(&features));
        refused += usize::from(!report.success);
    }
    println!("{refused} combinaisons refusées");
    Ok(())
}
// ANCHOR_END: main
