//! Un hôte charge trois invités WebAssembly, deux écrits en Rust et un en C, et les enchaîne.
//!
//! À lancer par `cargo run -p ch-wasm --example hote_wasm`. Les invités sont précompilés : il n'y a
//! rien à installer.

use std::error::Error;

use ch_contrat::Host;
use ch_wasm::{WasmPlugin, guest_path};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let mut host = Host::new();
    for name in ["typographie", "majuscules", "compteur"] {
        host.register(WasmPlugin::load(&guest_path(name))?)?;
    }
    host.init()?;

    print!("{}", host.run("L'hôte dit: \"bonjour!\"")?);
    Ok(())
}
// ANCHOR_END: main
