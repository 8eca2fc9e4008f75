//! Un hôte et trois modules compilés ensemble : le point de départ du livre.
//!
//! À lancer par `cargo run -p ch-contrat --example hote_statique`.

use std::error::Error;

use ch_contrat::{Compteur, Host, Majuscules, Typographie};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let mut host = Host::new();
    host.register(Typographie)?;
    host.register(Majuscules)?;
    host.register(Compteur)?;
    host.init()?;

    let transcript = host.run("L'hôte dit: \"bonjour!\"")?;
    print!("{transcript}");
    Ok(())
}
// ANCHOR_END: main
