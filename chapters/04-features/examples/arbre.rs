//! Qui a activé cette feature ? `cargo tree -e features`, dans un sens puis dans l'autre.
//!
//! À lancer par `cargo run -p ch-features --example arbre`.

use std::error::Error;

use ch_features::combinations::Cargo;

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::study("unification")?;
    let temoin = [
        "tree",
        "-p",
        "temoin",
        "--features",
        "journal",
        "-e",
        "features",
    ];
    println!("{}", cargo.transcript(&temoin)?);
    let inverse = [&temoin[..], &["-i", "moteur"]].concat();
    print!("{}", cargo.transcript(&inverse)?);
    Ok(())
}
