//! Une énumération étiquetée (*tagged enum*) lit les options sans fabrique. Elle perd la
//! position des erreurs, et ne s'étend pas.
//!
//! À lancer par `cargo run -p ch-configuration --example etiquette`.

use ch_configuration::{Config, Environment, Source, book_registry};
use serde::Deserialize;

// ANCHOR: enum
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[expect(dead_code, reason = "seule la lecture nous intéresse ici")]
enum Module {
    Typographie,
    Majuscules { portee: String },
}

#[derive(Debug, Deserialize)]
struct File {
    #[serde(rename = "module")]
    modules: Vec<Module>,
}
// ANCHOR_END: enum

// ANCHOR: main
fn main() {
    let text =
        "[[module]]\ntype = \"typographie\"\n\n[[module]]\ntype = \"majuscules\"\nportee = 3\n";
    match toml::from_str::<File>(text) {
        Ok(file) => println!("{} modules", file.modules.len()),
        Err(error) => println!("{error}"),
    }

    println!("Le même, en deux temps :\n");
    let text = text.replace("portee = 3", "options.portee = 3");
    let config = Config::parse(Source::new("hote.toml", text), &Environment::empty());
    let built = config.and_then(|config| book_registry().expect("types distincts").build(config));
    if let Err(report) = built {
        print!("{report}");
    }
}
// ANCHOR_END: main
