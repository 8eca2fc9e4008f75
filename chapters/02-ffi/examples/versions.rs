//! Deux hôtes et deux greffons, d'hier et de demain : les quatre rencontres.
//!
//! À lancer par `cargo run -p ch-ffi --example versions`.

use std::error::Error;
use std::path::Path;

use ch_contrat::Plugin;
use ch_ffi::{ExtendedPlugin, chain, library_path, load_plugin};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let (old, new) = (
        library_path("greffon-majuscules")?,
        library_path("version-suivante")?,
    );
    println!("vieil hôte, vieux greffon : {}", old_host(&old));
    println!("vieil hôte, greffon neuf  : {}", old_host(&new));
    println!("hôte neuf, vieux greffon  : {}", new_host(&old));
    println!("hôte neuf, greffon neuf   : {}", new_host(&new));
    println!("contrat 2 : {}", old_host(essais_c::contrat_2()));
    Ok(())
}

/// L'hôte qui ne connaît que la table d'origine.
fn old_host(path: &Path) -> String {
    // SÛRETÉ : ces greffons viennent d'être compilés depuis ce dépôt.
    match unsafe { load_plugin(path) } {
        Ok(plugin) => summary(&plugin),
        Err(error) => chain(&error).replace(&format!("{} : ", path.display()), ""),
    }
}

/// L'hôte qui connaît le champ ajouté.
fn new_host(path: &Path) -> String {
    // SÛRETÉ : ces greffons viennent d'être compilés depuis ce dépôt.
    match unsafe { ExtendedPlugin::load(path) } {
        Ok(plugin) => match plugin.describe() {
            Some(Ok(text)) => format!("{} ; il {text}", summary(&plugin)),
            Some(Err(error)) => format!("{} ; {error}", summary(&plugin)),
            None => format!("{} ; il ne se décrit pas", summary(&plugin)),
        },
        Err(error) => chain(&error),
    }
}
// ANCHOR_END: main

/// Le nom et la version d'un greffon, et ce qu'il fait d'un mot.
fn summary(plugin: &impl Plugin) -> String {
    let answer = plugin
        .execute("bonjour")
        .unwrap_or_else(|error| error.to_string());
    format!("{} {} → {answer}", plugin.name(), plugin.version())
}
