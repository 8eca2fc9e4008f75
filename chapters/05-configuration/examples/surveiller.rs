//! Surveiller le fichier : il est réécrit sur place, remplacé par renommage, cassé, réparé.
//!
//! À lancer par `cargo run -p ch-configuration --example surveiller`.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use ch_configuration::{Delays, Environment, Reload, Reloader, book_registry, watch};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("hote.toml");
    fs::write(&path, "[[module]]\ntype = \"majuscules\"\n")?;

    let reloader = Reloader::open(&path, book_registry()?, Environment::empty())?;
    let live = Arc::clone(reloader.live());
    let (sender, news) = mpsc::channel();
    let watch = watch(Arc::new(reloader), Delays::default(), move |reload| {
        let _ = sender.send(reload);
    })?;
    // Attend une nouvelle de la surveillance et la raconte.
    let tell = || -> Result<(), Box<dyn Error>> {
        match news.recv_timeout(Duration::from_secs(30))? {
            Reload::Replaced(workshop) => println!("en service : {workshop:?}"),
            Reload::Rejected(report) => print!("{report}"),
            Reload::Unchanged => println!("rien de nouveau"),
        }
        println!("→ {}", live.current().run("un essai")?.output());
        Ok(())
    };

    println!("== réécrit sur place");
    fs::write(&path, "[[module]]\ntype = \"compteur\"\n")?;
    tell()?;
    println!("== remplacé par renommage");
    replace(
        &path,
        "[[module]]\ntype = \"majuscules\"\noptions.portee = \"initiales\"\n",
    )?;
    tell()?;
    println!("== cassé");
    replace(&path, "[[module]\n")?;
    tell()?;
    println!("== réparé");
    replace(&path, "[[module]]\ntype = \"majuscules\"\n")?;
    tell()?;

    drop(watch);
    Ok(())
}

/// Écrit à côté, puis renomme : personne ne voit jamais un fichier à moitié écrit.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension("nouveau");
    fs::write(&beside, text)?;
    fs::rename(&beside, path)
}
// ANCHOR_END: main
