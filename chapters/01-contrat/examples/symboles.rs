//! Le nom d'une fonction dans une bibliothèque, et ce qu'il devient d'une compilation à l'autre.
//!
//! À lancer par `cargo run -p ch-contrat --example symboles`, et avec `-- --detail` pour lire
//! les noms que votre compilateur a écrits.

#[path = "outils/labo.rs"]
mod labo;
#[path = "outils/noms.rs"]
mod noms;

use std::env;
use std::env::consts::DLL_SUFFIX;
use std::error::Error;
use std::fs;
use std::path::Path;

use labo::Lab;
use noms::{readable, symbol_name};
use object::read::NameOrOrdinal;
use object::{File, Object};

fn main() -> Result<(), Box<dyn Error>> {
    let lab = Lab::new()?;
    // ANCHOR: compilations
    // Le même fichier, compilé comme cargo le ferait pour deux versions du paquet.
    let first = lab.compile(
        "atelier.rs",
        &format!("premiere{DLL_SUFFIX}"),
        &["--crate-type=dylib", "-Cmetadata=1.0.0"],
    )?;
    let second = lab.compile(
        "atelier.rs",
        &format!("seconde{DLL_SUFFIX}"),
        &["--crate-type=dylib", "-Cmetadata=1.0.1"],
    )?;
    // ANCHOR_END: compilations

    for name in ["atelier::compose", "atelier_version", "atelier::twice"] {
        println!("{name}");
        match (find(&first, name)?, find(&second, name)?) {
            (Some(first), Some(second)) => {
                println!(
                    "  nom dans le fichier identique au nom du source : {}",
                    oui(first == name)
                );
                println!(
                    "  même nom dans les deux compilations : {}",
                    oui(first == second)
                );
                if env::args().any(|argument| argument == "--detail") {
                    println!("  {first}\n  {second}");
                }
            }
            _ => println!("  absente : aucune fonction de ce nom dans la bibliothèque"),
        }
    }
    Ok(())
}

// ANCHOR: chercher
/// Le symbole qu'exporte la bibliothèque pour la fonction `name`.
fn find(library: &Path, name: &str) -> Result<Option<String>, Box<dyn Error>> {
    let bytes = fs::read(library)?;
    let file = File::parse(&*bytes)?;
    for export in file.exports()? {
        if let NameOrOrdinal::Name(raw) = export?.name() {
            let symbol = symbol_name(&file, raw);
            if readable(&symbol) == name {
                return Ok(Some(symbol));
            }
        }
    }
    Ok(None)
}
// ANCHOR_END: chercher

fn oui(fact: bool) -> &'static str {
    if fact { "oui" } else { "non" }
}
