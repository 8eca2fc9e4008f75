//! Renoncer aux features par défaut n'engage que soi.
//!
//! À lancer par `cargo run -p ch-features --example defaut`. L'exemple appelle cargo dans
//! `espaces/defaut`.

use std::error::Error;

use ch_features::combinations::Cargo;

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::study("defaut")?;
    for arguments in [
        &["run", "-p", "sobre"][..],
        // `autre` demande `outil` sans renoncer à rien : la feature revient.
        &["run", "-p", "sobre", "--features", "autre"],
    ] {
        println!("{}", cargo.transcript(arguments)?);
    }
    Ok(())
}
