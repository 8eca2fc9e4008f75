//! Le même hôte que dans le premier chapitre, avec trois modules écrits en Rhai.
//!
//! À lancer par `cargo run -p ch-scripts --example hote_rhai`.

use std::error::Error;

use ch_contrat::Host;
use ch_scripts::{ScriptOptions, ScriptPlugin, script_path};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let options = ScriptOptions::default();
    let mut host = Host::new();
    for file in ["typographie.rhai", "majuscules.rhai", "compteur.rhai"] {
        host.register(ScriptPlugin::load(&script_path(file), &options)?)?;
    }
    host.init()?;

    print!("{}", host.run("L'hôte dit: \"bonjour!\"")?);
    Ok(())
}
// ANCHOR_END: main
