//! Le plus court chemin : un type, `derive(Deserialize)`, `toml::from_str`. Et sa surprise.
//!
//! À lancer par `cargo run -p ch-configuration --example direct`.

use serde::Deserialize;

// ANCHOR: confiant
#[derive(Debug, Deserialize)]
struct Trusting {
    nom: String,
    #[serde(default = "yes")]
    actif: bool,
}

fn yes() -> bool {
    true
}
// ANCHOR_END: confiant

// ANCHOR: strict
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strict {
    nom: String,
    #[serde(default = "yes")]
    actif: bool,
}
// ANCHOR_END: strict

// ANCHOR: main
fn main() {
    let text = "nom = \"compteur\"\nactfi = false\n";
    println!("{text}");

    match toml::from_str::<Trusting>(text) {
        Ok(module) => println!("confiant : {} actif = {}", module.nom, module.actif),
        Err(error) => println!("confiant : {error}"),
    }
    match toml::from_str::<Strict>(text) {
        Ok(module) => println!("strict : {} actif = {}", module.nom, module.actif),
        Err(error) => println!("strict :\n{error}"),
    }
}
// ANCHOR_END: main
