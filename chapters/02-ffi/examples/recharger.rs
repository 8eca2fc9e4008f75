//! Remplacer un greffon pendant que l'hôte tourne.
//!
//! À lancer par `cargo run -p ch-ffi --example recharger`.

use std::env::consts::DLL_SUFFIX;
use std::error::Error;
use std::fs;
use std::path::Path;

use ch_contrat::Plugin;
use ch_ffi::{Probe, ReloadablePlugin, chain, library_path};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let probe = Probe::install()?;
    let folder = tempfile::tempdir()?;
    let installed = folder.path().join(format!("greffon{DLL_SUFFIX}"));
    let copies = folder.path().join("copies");
    fs::create_dir(&copies)?;

    install(&library_path("greffon-majuscules")?, &installed)?;
    // SÛRETÉ : seuls des greffons de ce dépôt seront installés dans ce fichier.
    let plugin = unsafe { ReloadablePlugin::load(&installed, &copies, probe) }?;
    let before = plugin.current();
    show("au départ", &*before);

    install(&library_path("version-suivante")?, &installed)?;
    // SÛRETÉ : celle de `load`.
    unsafe { plugin.reload() }?;
    show("après le remplacement", &*plugin.current());
    show("l'ancien, encore tenu", &*before);

    install(essais_c::initialiseur_fatal(), &installed)?;
    // SÛRETÉ : celle de `load` ; ce greffon-ci tue le programme qui l'ouvre, donc la sonde.
    if let Err(error) = unsafe { plugin.reload() } {
        let text = chain(&error).replace(&format!("{} : ", installed.display()), "");
        println!("refusé : {text}");
    }
    show("après le refus", &*plugin.current());
    Ok(())
}

/// Met un greffon en place comme le ferait un installateur : à côté, puis d'un coup.
fn install(library: &Path, place: &Path) -> Result<(), Box<dyn Error>> {
    let aside = place.with_extension("nouveau");
    fs::copy(library, &aside)?;
    fs::rename(&aside, place)?;
    Ok(())
}
// ANCHOR_END: main

fn show(when: &str, plugin: &impl Plugin) {
    let answer = plugin
        .execute("bonjour")
        .unwrap_or_else(|error| error.to_string());
    println!("{when} : {} → {answer}", plugin.version());
}
