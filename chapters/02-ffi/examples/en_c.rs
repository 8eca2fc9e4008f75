//! Le greffon en C et le module Rust répondent-ils la même chose ?
//!
//! À lancer par `cargo run -p ch-ffi --example en_c`.

use std::error::Error;

use ch_contrat::{Compteur, Plugin};
use ch_ffi::load_plugin;

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let in_c = unsafe { load_plugin(greffon_compteur_c::library_path()) }?;
    for text in ["", "été", "deux mots", "œuf\u{a0}frais\nfin\n"] {
        let (c, rust) = (in_c.execute(text)?, Compteur.execute(text)?);
        let verdict = if c == rust {
            "pareil en Rust"
        } else {
            "et en Rust…"
        };
        println!("{text:?} → {c} ({verdict})");
    }
    Ok(())
}
// ANCHOR_END: main
