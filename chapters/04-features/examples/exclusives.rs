//! Deux programmes corrects qu'on ne peut pas compiler ensemble ; puis les mêmes, réparés.
//!
//! À lancer par `cargo run -p ch-features --example exclusives`.

use std::error::Error;

use ch_features::combinations::Cargo;

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::study("exclusives")?;
    for arguments in [
        &["run", "-p", "brouillon"][..],
        &["run", "-p", "archive"],
        &["check", "-p", "brouillon", "-p", "archive"],
        &["check", "-p", "stockage"],
        // Réparé : chaque feature ajoute une valeur, et chaque programme choisit la sienne.
        &["run", "-p", "brouillon-additif"],
        &["check", "-p", "brouillon-additif", "-p", "archive-additif"],
    ] {
        println!("{}", cargo.transcript(arguments)?);
    }
    Ok(())
}
