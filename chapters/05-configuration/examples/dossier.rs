//! Surveiller le fichier ou son dossier : un renommage les départage.
//!
//! À lancer par `cargo run -p ch-configuration --example dossier`. Ce qu'il montre est propre
//! à Linux, où l'on surveille un fichier et non son nom ; ailleurs, le résultat peut différer.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("hote.toml");
    fs::write(&path, "module = []\n")?;
    let (_file_watcher, file_news) = watch(&path)?;
    let (_folder_watcher, folder_news) = watch(folder.path())?;

    for round in ["premier renommage", "second renommage"] {
        let beside = path.with_extension("nouveau");
        fs::write(&beside, format!("# {round}\nmodule = []\n"))?;
        fs::rename(&beside, &path)?;
        println!("{round} :");
        // Le dossier d'abord : une fois qu'il a parlé, le fichier a eu le temps de parler.
        let folder = verdict(&folder_news, Duration::from_secs(10));
        println!("  qui surveille le dossier {folder}");
        println!(
            "  qui surveille le fichier {}",
            verdict(&file_news, SILENCE)
        );
    }
    Ok(())
}

fn watch(path: &Path) -> notify::Result<(RecommendedWatcher, Receiver<()>)> {
    let (sender, news) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
            let _ = sender.send(());
        }
    })?;
    watcher.watch(path, RecursiveMode::NonRecursive)?;
    Ok((watcher, news))
}
// ANCHOR_END: main

const SILENCE: Duration = Duration::from_millis(500);

/// Apprend-on quelque chose avant la fin de `patience` ? Épuise ensuite les nouvelles.
fn verdict(news: &Receiver<()>, patience: Duration) -> &'static str {
    if news.recv_timeout(patience).is_err() {
        return "n'a rien vu";
    }
    while news.recv_timeout(SILENCE).is_ok() {}
    "a vu un changement"
}
