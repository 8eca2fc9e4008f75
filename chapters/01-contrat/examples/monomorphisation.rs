//! Ce qu'une fonction générique devient dans le code machine : une copie par type, et rien
//! du tout si personne ne l'appelle.
//!
//! À lancer par `cargo run -p ch-contrat --example monomorphisation`.

#[path = "outils/labo.rs"]
mod labo;
#[path = "outils/noms.rs"]
mod noms;

use std::error::Error;
use std::fs;

use labo::Lab;
use noms::{readable, symbol_name};
use object::{File, Object, ObjectSymbol};

fn main() -> Result<(), Box<dyn Error>> {
    let lab = Lab::new()?;
    // Sans optimisation : le compilateur écrit chaque fonction, sans en fondre deux en une.
    let options = ["--emit=obj", "-Copt-level=0", "-Ccodegen-units=1"];
    let object = fs::read(lab.compile("generique.rs", "generique.o", &options)?)?;
    let file = File::parse(&*object)?;

    println!("fonctions écrites par le compilateur");
    for (name, description) in [
        ("run_static", "générique, appelée avec deux types"),
        ("run_dyn", "appelée avec les deux mêmes types"),
        ("never_called", "générique, jamais appelée"),
    ] {
        println!("  {} pour {name} ({description})", copies(&file, name)?);
    }
    Ok(())
}

// ANCHOR: copies
/// Combien de fonctions du fichier viennent de `generique::<name>`.
fn copies(file: &File, name: &str) -> Result<usize, Box<dyn Error>> {
    let path = format!("generique::{name}");
    let mut count = 0;
    for symbol in file.symbols().filter(ObjectSymbol::is_definition) {
        let readable = readable(&symbol_name(file, symbol.name_bytes()?));
        // La suite éventuelle, « ::<…> », dit pour quel type la copie est écrite.
        if let Some(rest) = readable.strip_prefix(&path)
            && (rest.is_empty() || rest.starts_with("::<"))
        {
            count += 1;
        }
    }
    Ok(count)
}
// ANCHOR_END: copies
