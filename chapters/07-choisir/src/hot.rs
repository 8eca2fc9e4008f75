//! Relire la configuration et ses modules pendant que l'hôte tourne.
//!
//! Le chapitre sur la configuration surveille un fichier par les annonces du système. Ici, les
//! fichiers sont nombreux, dans des dossiers différents, et leur liste change avec la
//! configuration. Les relire trois fois par seconde est plus simple, et marche aussi sur un
//! disque réseau. Regarder leur date coûterait moins, mais tromperait : deux versions de même
//! taille, écrites dans le même centième de seconde, ont souvent la même date.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use ch_configuration::{Reload, Reloader};

use crate::doors::Files;

/// Le temps entre deux regards.
const PERIOD: Duration = Duration::from_millis(300);

/// Ce qu'un regard retient d'un fichier : l'empreinte de son contenu ; `None` s'il ne se lit pas.
type Glance = Option<u64>;

/// Une surveillance en cours. La détruire l'arrête et attend la fin de son fil d'exécution.
#[derive(Debug)]
pub struct Watch {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

// ANCHOR: surveiller
/// Surveille la configuration et les fichiers de ses modules. `observe` apprend chaque
/// remplacement et chaque refus ; après un refus, la dernière bonne version reste en service.
///
/// Un fichier n'est relu que si deux regards de suite voient la même chose : il a fini de
/// changer.
pub fn watch(
    reloader: Arc<Reloader>,
    files: Files,
    mut observe: impl FnMut(Reload) + Send + 'static,
) -> Watch {
    let (stop, stopped) = channel::<()>();
    let look = move |reloader: &Reloader| look_at(reloader.path(), &files);
    // Ce que la dernière lecture a pris, et ce que le dernier regard a vu.
    let mut taken = look(&reloader);
    let mut last = taken.clone();
    let thread = thread::spawn(move || {
        // Quand `stop` est détruit, l'attente finit autrement que par son délai.
        while stopped.recv_timeout(PERIOD) == Err(RecvTimeoutError::Timeout) {
            let now = look(&reloader);
            let settled = now == last;
            last = now;
            if settled && last != taken {
                // Noté avant de lire : ce qui change pendant la lecture sera relu.
                taken.clone_from(&last);
                observe(reloader.reload_anyway());
                // La nouvelle configuration peut avoir ouvert d'autres fichiers.
                for (path, seen) in look(&reloader) {
                    taken.entry(path).or_insert(seen);
                }
            }
        }
    });
    Watch {
        stop: Some(stop),
        thread: Some(thread),
    }
}
// ANCHOR_END: surveiller

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // Une panique d'`observe` a déjà été écrite ; ici, elle ne doit pas en causer d'autre.
            let _ = thread.join();
        }
    }
}

/// Un regard sur tous les fichiers.
fn look_at(configuration: &Path, files: &Files) -> BTreeMap<PathBuf, Glance> {
    let mut paths = files.paths();
    paths.insert(configuration.to_owned());
    let glance = |path: &Path| {
        let mut hasher = DefaultHasher::new();
        hasher.write(&fs::read(path).ok()?);
        Some(hasher.finish())
    };
    paths
        .into_iter()
        .map(|path| {
            let seen = glance(&path);
            (path, seen)
        })
        .collect()
}
