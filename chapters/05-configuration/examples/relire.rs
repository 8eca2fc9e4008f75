//! Relire un fichier : la nouvelle configuration remplace l'ancienne, ou ne change rien.
//!
//! À lancer par `cargo run -p ch-configuration --example relire`.

use std::error::Error;
use std::fs;
use std::sync::Arc;

use ch_configuration::{Environment, Reload, Reloader, book_registry};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("hote.toml");
    fs::write(&path, "[[module]]\ntype = \"majuscules\"\n")?;
    let reloader = Reloader::open(&path, book_registry()?, Environment::empty())?;

    // Un travail commencé garde la configuration avec laquelle il a commencé.
    let started = reloader.live().current();

    for (title, text) in [
        ("compteur", "[[module]]\ntype = \"compteur\"\n"),
        ("une faute", "[[module]]\ntype = \"conteur\"\n"),
        ("la même faute", "[[module]]\ntype = \"conteur\"\n"),
        ("un fichier vide", ""),
        (
            "les deux",
            "[[module]]\ntype = \"majuscules\"\n[[module]]\ntype = \"compteur\"\n",
        ),
    ] {
        fs::write(&path, text)?;
        println!("== {title}");
        match reloader.reload() {
            Reload::Unchanged => println!("rien de nouveau"),
            Reload::Replaced(workshop) => println!("en service : {workshop:?}"),
            Reload::Rejected(report) => print!("{report}"),
        }
        println!("→ {}", reloader.live().current().run("un essai")?.output());
    }

    println!("== le travail commencé au début");
    println!("→ {}", started.run("un essai")?.output());
    assert_eq!(Arc::strong_count(&started), 1, "lui seul s'en sert encore");
    Ok(())
}
// ANCHOR_END: main
