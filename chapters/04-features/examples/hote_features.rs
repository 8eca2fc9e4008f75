//! L'hôte dit avec quels modules il a été compilé, puis s'en sert.
//!
//! À lancer par `cargo run -p ch-features --example hote_features`, puis avec d'autres features :
//! `cargo run -p ch-features --example hote_features --no-default-features --features compteur,frequences`.

use std::error::Error;

use ch_features::MODULES;

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    println!("modules compilés : {}", MODULES.len());
    for module in MODULES {
        println!("  {}", module.feature);
    }

    let mut host = ch_features::host()?;
    host.init()?;
    print!("{}", host.run("L'hôte dit: \"le mot, le texte!\"")?);
    Ok(())
}
// ANCHOR_END: main
