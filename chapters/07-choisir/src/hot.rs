//! Relire la configuration et ses modules pendant que l'hôte tourne.
//!
//! Le chapitre sur la configuration surveille un fichier par les annonces du système. Ici, les
//! fichiers sont nombreux, dans des dossiers différents, et leur liste change avec la
//! configuration. Les relire trois fois par seconde est plus simple, et marche aussi sur un
//! disque réseau. Regarder leur date coûterait moins, mais tromperait : deux versions de même
//! taille, écrites dans le même centième de seconde, ont souvent la même date.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use ch_configuration::{Reload, Reloader};

use crate::files::{Files, Glance, glance};

/// Le temps entre deux regards.
const PERIOD: Duration = Duration::from_millis(300);

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
    // Ce que le dernier regard a vu, et ce que la dernière lecture a pris.
    let mut last = look_at(reloader.path(), &files);
    let mut taken = last.clone();
    taken.extend(files.glances());
    let thread = thread::spawn(move || {
        // Quand `stop` est détruit, l'attente finit autrement que par son délai.
        while stopped.recv_timeout(PERIOD) == Err(RecvTimeoutError::Timeout) {
            let now = look_at(reloader.path(), &files);
            let settled = now == last;
            last = now;
            if settled && last != taken {
                // Noté avant de lire : ce qui change pendant la lecture sera relu.
                taken.clone_from(&last);
                observe(reloader.reload_anyway());
                // La nouvelle configuration peut avoir ouvert d'autres fichiers.
                for (path, seen) in files.glances() {
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
    let modules = files.glances().into_keys();
    modules
        .chain([configuration.to_owned()])
        .map(|path| {
            let seen = glance(&path);
            (path, seen)
        })
        .collect()
}
