//! Un crate change les types d'un autre : le cas `sync` de rhai, en petit.
//!
//! À lancer par `cargo run -p ch-features --example unification`. L'exemple appelle cargo
//! dans `espaces/unification`, où vous pouvez taper les mêmes commandes.

use std::error::Error;

use ch_features::combinations::Cargo;

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::study("unification")?;
    for arguments in [
        // Un type, puis un autre, sans qu'une ligne de `temoin` ait changé.
        &["run", "-p", "temoin"][..],
        &["run", "-p", "temoin", "--features", "journal"],
        // Un hôte correct, qui cesse de compiler en compagnie de `journal`.
        &["run", "-p", "hote"],
        &["check", "-p", "hote", "-p", "journal"],
        // Un paquet et son exemple : seul le second voit les dépendances de développement.
        &["run", "-p", "essai"],
        &["run", "-p", "essai", "--example", "essai"],
        // Un script de construction a ses propres features.
        &["run", "-p", "fabrique"],
    ] {
        println!("{}", cargo.transcript(arguments)?);
    }
    Ok(())
}
