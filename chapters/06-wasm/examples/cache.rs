//! Le cache de code compilé : vide, plein, puis abîmé. À chaque fois, l'hôte s'en sort.
//!
//! À lancer par `cargo run -p ch-wasm --example cache`.

use std::error::Error;
use std::fs;
use std::path::Path;

use ch_contrat::Plugin;
use ch_wasm::{Loader, ModuleCache, guest_path};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let folder = home.path().join("cache");
    // SÛRETÉ : ce dossier vient d'être créé, et nous seuls y écrivons.
    let cache = unsafe { ModuleCache::open(&folder) }?;
    let loader = Loader::new().cache(cache);

    for step in ["vide", "plein", "abîmé"] {
        if step == "abîmé" {
            damage(&folder)?;
        }
        let plugin = loader.load(&guest_path("majuscules"))?;
        let files = fs::read_dir(&folder)?.count();
        let answer = plugin.execute("bonjour")?;
        println!("cache {step} → {answer}, {files} entrée dans le dossier");
    }
    Ok(())
}

/// Retourne un octet au milieu de chaque entrée.
fn damage(folder: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let mut bytes = fs::read(&path)?;
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xFF;
        fs::write(&path, bytes)?;
    }
    Ok(())
}
// ANCHOR_END: main
