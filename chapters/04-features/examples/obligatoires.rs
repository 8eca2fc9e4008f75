//! Un exemple qui demande une feature : ce que cargo dit quand elle manque.
//!
//! À lancer par `cargo run -p ch-features --example obligatoires`.

use std::error::Error;

use ch_features::combinations::{Cargo, scratch_folder};

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::new(
        ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")),
        scratch_folder("ch-features")?,
    );
    println!("{}", cargo.transcript(&["run", "--example", "frequences"])?);
    let with = ["run", "--example", "frequences", "--features", "frequences"];
    println!("{}", cargo.transcript(&with)?);

    // Un exemple qui ne compile plus, derrière une feature que personne n'active.
    let cargo = Cargo::study("cfg")?;
    let check = ["check", "-p", "attribut", "--all-targets"];
    println!("{}", cargo.transcript(&check)?);
    let with = [&check[..], &["--features", "tri"]].concat();
    print!("{}", cargo.transcript(&with)?);
    Ok(())
}
