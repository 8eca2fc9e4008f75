//! Remplacer une bibliothèque Rust dynamique sous un programme déjà compilé.
//!
//! À lancer par `cargo run -p ch-contrat --example bibliotheque_remplacee`.

#[path = "outils/labo.rs"]
mod labo;

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX, EXE_SUFFIX};
use std::error::Error;
use std::path::Path;
use std::process::Command;

use labo::Lab;

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let lab = Lab::new()?;
    let library = format!("{DLL_PREFIX}fiche{DLL_SUFFIX}");
    // La bibliothèque standard aussi est prise à part, et chacun sait où chercher les autres.
    let dynamic = ["-Cprefer-dynamic", "-Crpath"];
    let as_library = ["--crate-type=dylib", "--crate-name=fiche"];
    let with_fiche = format!("--extern=fiche={library}");

    println!("programme et bibliothèque compilés l'un contre l'autre");
    lab.compile("fiche.rs", &library, &[dynamic, as_library].concat())?;
    let program = format!("lecteur{EXE_SUFFIX}");
    let program = lab.compile(
        "lecteur.rs",
        &program,
        &[&dynamic[..], &[&with_fiche]].concat(),
    )?;
    run(&program)?;

    println!("bibliothèque recompilée seule, deux champs échangés");
    lab.compile(
        "fiche_suivante.rs",
        &library,
        &[dynamic, as_library].concat(),
    )?;
    run(&program)
}
// ANCHOR_END: main

/// Lance le programme et montre ce qu'il écrit.
fn run(program: &Path) -> Result<(), Box<dyn Error>> {
    let output = Command::new(program).output()?;
    print!("{}", String::from_utf8_lossy(&output.stdout));
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    let success = if output.status.success() {
        "oui"
    } else {
        "non"
    };
    println!("  terminé sans erreur : {success}");
    Ok(())
}
