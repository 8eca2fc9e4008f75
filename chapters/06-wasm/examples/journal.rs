//! Un invité demande le journal et l'horloge. Sans capacité, il est refusé, et l'erreur donne
//! la liste entière ; avec le journal seul, il manque encore l'horloge.
//!
//! À lancer par `cargo run -p ch-wasm --example journal`.

use std::error::Error;

use ch_contrat::Plugin;
use ch_wasm::{Capabilities, Loader};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let wasm = wasmer::wat2wasm(include_bytes!("../invites/wat/bavard.wat"))?;

    let log = |line: &str| println!("journal → {line}");
    let grants = [
        ("rien", Capabilities::none()),
        ("le journal", Capabilities::none().log(log)),
        ("les deux", Capabilities::none().log(log).clock()),
    ];
    for (label, capabilities) in grants {
        let loader = Loader::new().capabilities(capabilities);
        match loader.load_bytes("bavard", &wasm) {
            Ok(plugin) => println!("{label} : {}", plugin.execute("bonjour")?),
            Err(error) => println!("{label} : {error}"),
        }
    }
    Ok(())
}
// ANCHOR_END: main
