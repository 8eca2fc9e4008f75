//! `#[cfg]`, `cfg_select!` et `cfg!` : ce que chacun retire, et ce que le compilateur en dit.
//!
//! À lancer par `cargo run -p ch-features --example conditions`.

use std::error::Error;

use ch_features::combinations::Cargo;

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::study("cfg")?;
    for arguments in [
        &["run", "-p", "attribut"][..],
        &["run", "-p", "attribut", "--features", "tri"],
        // `cfg!` laisse compiler l'appel d'une fonction qui n'existe pas.
        &["check", "-p", "macro-cfg", "--features", "tri"],
        &["check", "-p", "macro-cfg"],
    ] {
        println!("{}", cargo.transcript(arguments)?);
    }
    Ok(())
}
