//! Dit à la vérification si l'on peut compiler pour WebAssembly sur cette machine.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

const CIBLE: &str = "wasm32-unknown-unknown";

fn main() {
    println!("cargo::rustc-check-cfg=cfg(cible_wasm)");
    println!("cargo::rerun-if-changed=build.rs");
    if cible_presente() {
        println!("cargo::rustc-cfg=cible_wasm");
    } else {
        println!(
            "cargo::warning=la partie WebAssembly n'est pas lancée : la cible manque (rustup target add {CIBLE})"
        );
    }
}

/// La bibliothèque standard de la cible est-elle installée ?
fn cible_presente() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sortie = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", CIBLE])
        .output();
    let dossier = sortie.map(|s| String::from_utf8_lossy(&s.stdout).trim().to_owned());
    let fichiers = dossier.ok().and_then(|d| fs::read_dir(Path::new(&d)).ok());
    let mut noms = fichiers.into_iter().flatten().flatten();
    noms.any(|f| f.file_name().to_string_lossy().starts_with("libcore-"))
}
