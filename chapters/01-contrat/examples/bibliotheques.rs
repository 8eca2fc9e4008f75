//! Ce que contiennent les quatre sortes de bibliothèques de rustc.
//!
//! À lancer par `cargo run -p ch-contrat --example bibliotheques`. La même source y est
//! compilée quatre fois.

#[path = "outils/labo.rs"]
mod labo;
#[path = "outils/noms.rs"]
mod noms;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

use labo::Lab;
use noms::{readable, symbol_name};
use object::read::NameOrOrdinal;
use object::read::archive::ArchiveFile;
use object::{File, Object, ObjectSymbol};

/// Ce qu'on trouve dans une bibliothèque.
#[derive(Default)]
struct Content {
    /// Ce que rustc doit savoir de la crate pour compiler contre elle : ses types, ses
    /// fonctions génériques.
    metadata: bool,
    /// Les noms qu'une autre bibliothèque ou un programme peut y trouver, sans leur décoration.
    symbols: BTreeSet<String>,
    /// Le code de la bibliothèque standard.
    standard: bool,
}

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let lab = Lab::new()?;
    println!("            métadonnées  atelier::compose  atelier_version  bibliothèque standard");
    for kind in ["rlib", "dylib", "staticlib", "cdylib"] {
        let library = lab.compile(
            "atelier.rs",
            &format!("libatelier.{kind}"),
            &[&format!("--crate-type={kind}")],
        )?;
        let content = read(&library)?;
        let has = |name: &str| oui(content.symbols.contains(name));
        println!(
            "{kind:<11} {:<12} {:<17} {:<16} {}",
            oui(content.metadata),
            has("atelier::compose"),
            has("atelier_version"),
            oui(content.standard),
        );
    }
    Ok(())
}
// ANCHOR_END: main

/// Lit une bibliothèque : un fichier lié, ou une archive de fichiers objets.
fn read(path: &Path) -> Result<Content, Box<dyn Error>> {
    let bytes = fs::read(path)?;
    let mut content = Content {
        standard: has_standard_library(&bytes),
        ..Content::default()
    };
    let Ok(archive) = ArchiveFile::parse(&*bytes) else {
        content.add_library(&File::parse(&*bytes)?)?;
        return Ok(content);
    };
    for member in archive.members() {
        let member = member?;
        match File::parse(member.data(&*bytes)?) {
            _ if member.name() == b"lib.rmeta" => content.metadata = true,
            Ok(file) => content.add_object(&file)?,
            // Rien qui nous intéresse : un index de l'archive, par exemple.
            Err(_) => {}
        }
    }
    Ok(content)
}

/// Le code de la bibliothèque standard emporte les noms de ses fichiers, que ses messages de
/// panique citent.
fn has_standard_library(bytes: &[u8]) -> bool {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    has(b"library/std/src") || has(br"library\std\src")
}

impl Content {
    fn add_library(&mut self, file: &File) -> object::Result<()> {
        for export in file.exports()? {
            if let NameOrOrdinal::Name(raw) = export?.name() {
                self.symbols.insert(readable(&symbol_name(file, raw)));
            }
        }
        self.metadata |= file.section_by_name(".rustc").is_some();
        Ok(())
    }

    fn add_object(&mut self, file: &File) -> object::Result<()> {
        for symbol in file.symbols() {
            if symbol.is_global() && symbol.is_definition() {
                self.symbols
                    .insert(readable(&symbol_name(file, symbol.name_bytes()?)));
            }
        }
        Ok(())
    }
}

fn oui(fact: bool) -> &'static str {
    if fact { "oui" } else { "non" }
}
