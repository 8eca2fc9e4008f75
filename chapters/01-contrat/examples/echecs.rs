//! Ce qui peut manquer dans un hôte, et ce qu'il en dit.
//!
//! À lancer par `cargo run -p ch-contrat --example echecs`.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use ch_contrat::{Compteur, Host, Majuscules, Plugin, PluginError};

// ANCHOR: censeur
/// Un module qui refuse les textes où figure un mot d'une liste.
struct Censor {
    list: PathBuf,
    words: Vec<String>,
}

impl Plugin for Censor {
    fn name(&self) -> &str {
        "censeur"
    }

    fn version(&self) -> &str {
        "0.1.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        let words = fs::read_to_string(&self.list).map_err(|error| {
            let message = format!("la liste « {} » ne s'ouvre pas", self.list.display());
            PluginError::init(self.name(), message).with_source(error)
        })?;
        self.words = words.split_whitespace().map(str::to_owned).collect();
        Ok(())
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        match self.words.iter().find(|word| text.contains(*word)) {
            Some(word) => Err(PluginError::execute(
                self.name(),
                format!("le mot « {word} » est interdit"),
            )),
            None => Ok(text.to_owned()),
        }
    }
}
// ANCHOR_END: censeur

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let mut host = Host::new();
    host.register(Majuscules)?;
    show("deux fois le même nom", host.register(Majuscules));

    host.register(Censor {
        list: "liste-absente.txt".into(),
        words: Vec::new(),
    })?;
    host.register(Compteur)?;
    show("un module qui ne peut pas travailler", host.init());
    show("exécuter quand même", host.run("bonjour"));

    let package = ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR"));
    let mut host = Host::new();
    host.register(Censor {
        list: package.join("examples/sources/interdits.txt"),
        words: Vec::new(),
    })?;
    host.init()?;
    show("un texte refusé", host.run("un gros mot"));
    show("le texte suivant", host.run("un joli mot"));
    Ok(())
}
// ANCHOR_END: main

/// Écrit l'échec, ou l'absence d'échec.
fn show<T, E: Error>(what: &str, result: Result<T, E>) {
    match result {
        Ok(_) => println!("{what} : accepté"),
        Err(error) => println!("{what} :\n  {error}"),
    }
}
