//! Essaie un greffon : son nom, sa version, et ce qu'il fait d'un texte.
//!
//! À lancer par `cargo run -p ch-ffi --example essayer`, ou, pour le vôtre, par
//! `cargo run -p ch-ffi --example essayer chemin/de/la/bibliotheque "un texte"`.

use std::error::Error;
use std::path::PathBuf;

use ch_contrat::Plugin;
use ch_ffi::{library_path, load_plugin};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = match arguments.next() {
        Some(path) => PathBuf::from(path),
        None => library_path("greffon-majuscules")?,
    };
    let text = arguments.next().unwrap_or("où est l'œuf ?".to_owned());

    // SÛRETÉ : c'est à celui qui lance ce programme de répondre du fichier qu'il donne.
    let mut plugin = unsafe { load_plugin(&path) }?;
    plugin.init()?;
    println!("{} {}", plugin.name(), plugin.version());
    println!("{text} → {}", plugin.execute(&text)?);
    Ok(())
}
// ANCHOR_END: main
