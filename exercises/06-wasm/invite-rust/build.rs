//! Dit à la vérification si l'on peut compiler pour WebAssembly sur cette machine, et avec quoi.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

const CIBLE: &str = "wasm32-unknown-unknown";

fn main() {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RUSTC");
    println!("cargo::rustc-env=RUSTC_DE_CARGO={rustc}");
    println!("cargo::rustc-check-cfg=cfg(cible_wasm)");
    let bibliotheque = bibliotheque_de_la_cible(&rustc);
    // Tant que ce dossier n'existe pas, cargo relance ce programme à chaque fois : installer la
    // cible suffit.
    println!("cargo::rerun-if-changed={bibliotheque}");
    if contient_core(Path::new(&bibliotheque)) {
        println!("cargo::rustc-cfg=cible_wasm");
    } else {
        println!(
            "cargo::warning=un test ne sera pas lancé, il manque la cible WebAssembly : rustup target add {CIBLE}"
        );
    }
}

/// Le dossier où ce compilateur cherche la bibliothèque standard de la cible.
fn bibliotheque_de_la_cible(rustc: &str) -> String {
    let sortie = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", CIBLE])
        .output();
    let texte = sortie.map(|sortie| String::from_utf8_lossy(&sortie.stdout).trim().to_owned());
    // Un compilateur qui ne répond pas n'a pas la cible.
    texte.unwrap_or_default()
}

fn contient_core(dossier: &Path) -> bool {
    let mut noms = fs::read_dir(dossier).into_iter().flatten().flatten();
    noms.any(|fichier| {
        fichier
            .file_name()
            .to_string_lossy()
            .starts_with("libcore-")
    })
}
