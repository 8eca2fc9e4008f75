//! Deux versions incompatibles d'un crate ne sont pas unifiées : ce sont deux crates.
//!
//! À lancer par `cargo run -p ch-features --example deux_versions`. L'exemple appelle cargo dans
//! `espaces/versions`, dont le dossier `paquets` tient lieu de crates.io.

use std::error::Error;

use ch_features::combinations::Cargo;

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::study("versions")?;
    for arguments in [
        // Les deux demandent `moteur` 0.1 : il n'y en a qu'un, et il a `sync`.
        &["run", "-p", "meme-version", "--features", "confier"][..],
        // Le programme demande 0.1, `journal` 0.2 : chacun a le sien.
        &["run", "-p", "deux-versions"],
        // Et le type de l'un n'est pas celui de l'autre.
        &["check", "-p", "deux-versions", "--features", "confier"],
    ] {
        println!("{}", cargo.transcript(arguments)?);
    }
    Ok(())
}
