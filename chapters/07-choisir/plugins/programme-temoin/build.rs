//! Compile `src/main.rs` et met le chemin du programme dans `PROGRAMME_TEMOIN`.
//!
//! Cargo ne compile pas les programmes d'une dépendance, seulement sa bibliothèque. Le
//! programme tient en un fichier, sans dépendance : le compilateur suffit.

use std::env::{self, consts};
use std::path::PathBuf;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=src/main.rs");
    let given = |name| env::var_os(name).unwrap_or_else(|| panic!("cargo donne {name}"));
    let folder = PathBuf::from(given("OUT_DIR"));
    let program = folder.join(format!("programme-temoin{}", consts::EXE_SUFFIX));

    let mut command = Command::new(given("RUSTC"));
    command
        .args(["--edition=2024", "--crate-name=programme_temoin"])
        .arg("--target")
        .arg(given("TARGET"))
        .arg("-o")
        .arg(&program)
        .arg("src/main.rs");
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        command.arg("-C");
        command.arg(format!("linker={}", linker.display()));
    }
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    command.args(flags.split('\u{1f}').filter(|flag| !flag.is_empty()));

    let status = command
        .status()
        .unwrap_or_else(|error| panic!("impossible de lancer le compilateur : {error}"));
    assert!(
        status.success(),
        "le programme témoin ne se compile pas : {command:?}"
    );
    println!("cargo::rustc-env=PROGRAMME_TEMOIN={}", program.display());
}
