//! Un fichier, quatre fautes, un seul compte rendu.
//!
//! À lancer par `cargo run -p ch-configuration --example erreurs_situees`.

use ch_configuration::{Config, Environment, Source, book_registry};

// ANCHOR: main
fn main() {
    let source = Source::new("hote.toml", include_str!("erreurs.toml"));
    let registry = book_registry().expect("les quatre types sont différents");
    let built =
        Config::parse(source, &Environment::empty()).and_then(|config| registry.build(config));
    match built {
        Ok(_) => println!("rien à redire"),
        Err(report) => print!("{report}"),
    }
}
// ANCHOR_END: main
