//! Fermer une bibliothèque, est-ce la décharger ?
//!
//! À lancer par `cargo run -p ch-ffi --example decharger`.

use std::env::consts::DLL_SUFFIX;
use std::error::Error;
use std::fs;
use std::path::Path;

use ch_contrat::Plugin;
use ch_ffi::{FfiPlugin, library_path, load_plugin};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    println!("en C, fermé puis rouvert :");
    close_and_reopen(essais_c::etat())?;

    println!("en Rust, avec un destructeur de fil, fermé puis rouvert :");
    close_and_reopen(&library_path("decharge-epingle")?)?;

    println!("le même chemin, ouvert deux fois :");
    let (first, second) = (open(essais_c::etat())?, open(essais_c::etat())?);
    println!("  {}", first.execute("")?);
    println!("  {}", second.execute("")?);

    println!("une copie, ouverte à côté :");
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join(format!("copie{DLL_SUFFIX}"));
    fs::copy(essais_c::etat(), &copy)?;
    println!("  {}", open(&copy)?.execute("")?);
    Ok(())
}

fn close_and_reopen(path: &Path) -> Result<(), Box<dyn Error>> {
    let plugin = open(path)?;
    plugin.execute("")?;
    println!("  avant : {}", plugin.execute("")?);
    drop(plugin);
    println!("  après : {}", open(path)?.execute("")?);
    Ok(())
}
// ANCHOR_END: main

fn open(path: &Path) -> Result<FfiPlugin, Box<dyn Error>> {
    // SÛRETÉ : ces greffons viennent d'être compilés depuis ce dépôt.
    Ok(unsafe { load_plugin(path) }?)
}
