//! Le même fichier, compilé pour WebAssembly et lancé dans wasmer.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use wasmer::{Instance, Module, Store, TypedFunction, imports};

/// L'invité tourne dans wasmer.
#[test]
#[cfg_attr(
    not(cible_wasm),
    ignore = "la cible WebAssembly manque ; pour l'installer : rustup target add wasm32-unknown-unknown"
)]
fn l_invite_tourne_dans_wasmer() {
    let wasm = compiler();
    let mut store = Store::default();
    let module = Module::from_binary(&store, &wasm).expect("un module valable");
    let instance = Instance::new(&mut store, &module, &imports! {}).expect("rien à importer");
    let exports = &instance.exports;
    let memory = exports.get_memory("memory").expect("memory");
    let alloc: TypedFunction<u32, u32> =
        exports.get_typed_function(&store, "alloc").expect("alloc");
    let execute: TypedFunction<(u32, u32), i64> = exports
        .get_typed_function(&store, "execute")
        .expect("execute");
    let ptr = alloc
        .call(&mut store, 7)
        .unwrap_or_else(|f| faute("alloc", &f));
    assert!(ptr != 0, "dans wasmer, alloc(7) n'a pas donné de place");
    let view = memory.view(&store);
    view.write(u64::from(ptr), b"bonjour")
        .expect("dans la mémoire");
    let rendu = execute
        .call(&mut store, ptr, 7)
        .unwrap_or_else(|f| faute("execute", &f)) as u64;
    let (adresse, longueur) = (rendu >> 32, rendu & 0xFFFF_FFFF);
    assert_eq!(longueur, 7, "dans wasmer, execute a rendu {rendu:#018x}");
    let mut octets = [0; 7];
    let lu = memory.view(&store).read(adresse, &mut octets);
    lu.expect("l'adresse rendue est dans la mémoire de l'invité");
    assert_eq!(String::from_utf8_lossy(&octets), "ruojnob");
}

fn faute<T>(fonction: &str, faute: &wasmer::RuntimeError) -> T {
    panic!(
        "dans wasmer, {fonction} commet une faute : {}",
        faute.message()
    )
}

/// Compile `src/lib.rs` pour WebAssembly, sans dépendance ni paquet : rustc suffit.
fn compiler() -> Vec<u8> {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let paquet = env::var_os("CARGO_MANIFEST_DIR").expect("cargo donne le dossier du paquet");
    let wasm = dossier.path().join("invite.wasm");
    let source = Path::new(&paquet).join("src/lib.rs");
    let statut = Command::new(env!("RUSTC_DE_CARGO"))
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "cdylib",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .args(["-O", "-C", "panic=abort", "-o"])
        .args([&wasm, &source])
        .status()
        .expect("lancer rustc");
    assert!(
        statut.success(),
        "l'invité ne se compile pas pour WebAssembly"
    );
    fs::read(&wasm).expect("le module compilé")
}
