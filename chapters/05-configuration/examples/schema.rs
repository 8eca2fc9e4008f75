//! Le schéma JSON des fichiers que l'hôte sait lire, pour qu'un éditeur les complète.
//!
//! À lancer par `cargo run -p ch-configuration --example schema > hote.schema.json`.

use std::error::Error;

use ch_configuration::book_registry;

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let schema = book_registry()?.json_schema();
    println!("{}", serde_json::to_string_pretty(&schema)?);
    Ok(())
}
// ANCHOR_END: main
