//! Ce que l'hôte prête à un script : un journal, un module, un type.
//!
//! À lancer par `cargo run -p ch-scripts --example api`.

use std::error::Error;
use std::sync::Arc;

use ch_contrat::Plugin;
use ch_scripts::{MemoryJournal, ScriptOptions, ScriptPlugin};

// ANCHOR: script
const SCRIPT: &str = r#"
    fn name() { "initiales" }
    fn version() { "0.1.0" }

    fn execute(text) {
        let initials = "";
        let inside = false;
        for c in unicode::characters(text) {
            let letter = unicode::is_alphabetic(c);
            if letter && !inside { initials += c.to_upper(); }
            inside = letter;
        }
        log(`${initials.len} initiales`);
        initials
    }
"#;
// ANCHOR_END: script

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let journal = Arc::new(MemoryJournal::new());
    let options = ScriptOptions {
        journal: journal.clone(),
        ..ScriptOptions::default()
    };
    let plugin = ScriptPlugin::from_source("initiales.rhai", SCRIPT, &options)?;

    println!("{}", plugin.execute("l'été indien")?);
    println!("journal : {:?}", journal.take());
    Ok(())
}
// ANCHOR_END: main
