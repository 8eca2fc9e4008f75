//! Le « même » type vu de deux compilations : le nom est le même, l'identité non.
//!
//! À lancer par `cargo run -p ch-contrat --example identite`.

#[path = "outils/labo.rs"]
mod labo;

use std::error::Error;
use std::process::Command;

use labo::Lab;

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let lab = Lab::new()?;
    // La même source, compilée comme cargo le ferait pour deux versions du paquet.
    for version in ["1.0.0", "1.0.1"] {
        let output = format!("libnote-{version}.rlib");
        lab.compile("note.rs", &output, &[&format!("-Cmetadata={version}")])?;
    }
    for (host, plugin) in [("1.0.0", "1.0.0"), ("1.0.0", "1.0.1")] {
        println!("l'hôte a note {host}, le module a note {plugin}");
        let host_note = format!("--extern=host_note=libnote-{host}.rlib");
        let plugin_note = format!("--extern=plugin_note=libnote-{plugin}.rlib");
        let program = format!("identite-{plugin}{}", std::env::consts::EXE_SUFFIX);
        let program = lab.compile("identite.rs", &program, &[&host_note, &plugin_note])?;
        let output = Command::new(program).output()?;
        print!("{}", String::from_utf8(output.stdout)?);
    }
    Ok(())
}
// ANCHOR_END: main
