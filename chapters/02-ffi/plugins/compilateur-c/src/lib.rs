//! Compile un greffon écrit en C, depuis le `build.rs` de son paquet.
//!
//! Le paquet `cc` trouve le compilateur C de la machine et ses options. Il ne sait faire
//! que des bibliothèques statiques : nous lui prenons le compilateur et lions nous-mêmes.

use std::env::{self, consts};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Compile `source` (`src/compteur.c`) en une bibliothèque dynamique, et met son chemin dans
/// la variable `variable` pour le code Rust du paquet : `env!("GREFFON_COMPTEUR_C")`.
///
/// # Panics
///
/// Si le compilateur C manque ou refuse le texte : la compilation du paquet échoue, avec
/// son message.
pub fn compile(source: &str, variable: &str) {
    let include = include_dir();
    // Le dossier entier : un texte C inclut ses voisins.
    let neighbours = Path::new(source).parent().unwrap_or(Path::new("."));
    println!("cargo::rerun-if-changed={}", neighbours.display());
    println!("cargo::rerun-if-changed={}", include.display());

    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo donne OUT_DIR"));
    let stem = Path::new(source).file_stem().expect("un fichier a un nom");
    let library = folder.join(format!(
        "{}{}_c{}",
        consts::DLL_PREFIX,
        stem.display(),
        consts::DLL_SUFFIX
    ));
    run(command(source, &include, &folder, &library));
    println!("cargo::rustc-env={variable}={}", library.display());
}

/// Où est `greffon.h`, cherché depuis le paquet que cargo compile : un chemin figé dans ce
/// programme-ci ne vaudrait plus si le dépôt était déplacé.
fn include_dir() -> PathBuf {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo le donne"));
    let mut includes = package
        .ancestors()
        .map(|folder| folder.join("chapters/02-ffi/abi/include"));
    includes
        .find(|include| include.is_dir())
        .expect("le paquet est dans le dépôt")
}

// ANCHOR: commande
/// La ligne de commande : GCC, Clang et MSVC ne se parlent pas de la même manière.
fn command(source: &str, include: &Path, folder: &Path, library: &Path) -> Command {
    let compiler = cc::Build::new()
        .include(include)
        .warnings(true)
        .get_compiler();
    let mut command = compiler.to_command();
    if compiler.is_like_msvc() {
        command
            .args(["/utf-8", "/LD", source])
            .arg(format!("/Fo{}\\", folder.display()))
            .arg(format!("/Fe{}", library.display()));
    } else {
        command
            .args(["-std=c11", "-shared", "-fPIC", "-fvisibility=hidden"])
            .args([source, "-o"])
            .arg(library);
    }
    command
}
// ANCHOR_END: commande

/// Lance le compilateur ; s'il échoue, le paquet ne se compile pas.
fn run(mut command: Command) {
    let status = command.status().unwrap_or_else(|error| {
        panic!(
            "impossible de lancer le compilateur C ({error}). Un compilateur C est-il installé ?"
        )
    });
    // Sans l'environnement, que cc remplit : il noierait les options.
    let arguments: Vec<_> = command.get_args().map(|word| word.display()).collect();
    assert!(
        status.success(),
        "le compilateur C a refusé le greffon ; ses messages sont plus haut. Appelé par {} {arguments:?}",
        command.get_program().display()
    );
}
