//! Un exemple qui n'existe qu'avec la feature `frequences` (`required-features`).
//!
//! À lancer par `cargo run -p ch-features --example frequences --features frequences`.

use std::error::Error;

use ch_contrat::Plugin;
use ch_features::Frequences;

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}", Frequences.execute("un mot, deux mots, un texte")?);
    Ok(())
}
