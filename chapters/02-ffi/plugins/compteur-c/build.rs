//! Compile `src/compteur.c` en une bibliothèque dynamique.
//!
//! Le paquet `cc` trouve le compilateur C de la machine et ses options. Il ne sait faire
//! que des bibliothèques statiques : nous lui prenons le compilateur et lions nous-mêmes.

use std::env::{self, consts};
use std::path::PathBuf;
use std::process::Command;

fn main() {
    let source = "src/compteur.c";
    let include = "../../abi/include";
    println!("cargo::rerun-if-changed={source}");
    println!("cargo::rerun-if-changed={include}/greffon.h");

    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo donne OUT_DIR"));
    let library = folder.join(format!(
        "{}compteur_c{}",
        consts::DLL_PREFIX,
        consts::DLL_SUFFIX
    ));

    let compiler = cc::Build::new()
        .include(include)
        .warnings(true)
        .get_compiler();
    let mut command = compiler.to_command();
    command.current_dir(env::var_os("CARGO_MANIFEST_DIR").expect("cargo donne le dossier"));
    if compiler.is_like_msvc() {
        command
            .args(["/utf-8", "/LD", source])
            .arg(format!("/Fo{}\\", folder.display()));
        command.arg(format!("/Fe{}", library.display()));
    } else {
        command.args([
            "-std=c11",
            "-shared",
            "-fPIC",
            "-fvisibility=hidden",
            source,
            "-o",
        ]);
        command.arg(&library);
    }
    run(command);
    println!("cargo::rustc-env=GREFFON_COMPTEUR_C={}", library.display());
}

/// Lance le compilateur ; s'il échoue, la compilation du paquet échoue avec son message.
fn run(mut command: Command) {
    let status = command.status().unwrap_or_else(|error| {
        panic!(
            "impossible de lancer le compilateur C ({error}). Un compilateur C est-il installé ?"
        )
    });
    assert!(
        status.success(),
        "le compilateur C a refusé le greffon : {command:?}"
    );
}
