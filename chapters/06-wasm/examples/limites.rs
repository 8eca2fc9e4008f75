//! Quatre invités qui ne s'arrêtent pas d'eux-mêmes : l'hôte les arrête, dit pourquoi, et
//! continue de travailler.
//!
//! À lancer par `cargo run -p ch-wasm --example limites`.

use std::error::Error;

use ch_contrat::Plugin;
use ch_wasm::{Loader, WasmPlugin, guest_path};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let healthy = WasmPlugin::load(&guest_path("majuscules"))?;
    for (name, body) in [
        ("boucle", "(loop $l (br $l))"),
        (
            "recursion",
            "(drop (call $execute (i32.const 0) (i32.const 0)))",
        ),
        ("division", "(drop (i32.div_u (i32.const 1) (i32.const 0)))"),
        (
            "remplissage",
            "(loop $l (memory.fill (i32.const 0) (i32.const 0) (i32.const 65536)) (br $l))",
        ),
    ] {
        let hostile = Loader::new().load_bytes(name, &guest(body)?)?;
        match hostile.execute("bonjour") {
            Ok(answer) => println!("{name} : {answer}"),
            Err(error) => println!("{error}"),
        }
        println!("l'hôte va bien : {}", healthy.execute("encore")?);
    }
    Ok(())
}

/// Un invité conforme, dont `execute` commence par `body`.
fn guest(body: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let source = include_str!("../invites/wat/gabarit.wat").replace(";; CORPS", body);
    Ok(wasmer::wat2wasm(source.as_bytes())?.into_owned())
}
// ANCHOR_END: main
