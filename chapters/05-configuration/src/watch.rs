//! Surveiller un fichier, et le relire quand il a fini de changer.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::{Reload, Reloader};

/// Quand relire un fichier qui change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delays {
    /// Relire quand rien n'a bougé pendant ce temps.
    pub quiet: Duration,
    /// Relire de toute façon au bout de ce temps, si cela ne cesse de bouger.
    pub at_most: Duration,
}

impl Default for Delays {
    /// Un éditeur fait plusieurs opérations pour un enregistrement, en quelques millisecondes.
    fn default() -> Self {
        Self {
            quiet: Duration::from_millis(100),
            at_most: Duration::from_secs(2),
        }
    }
}

// ANCHOR: surveiller
/// Une surveillance en cours. La détruire l'arrête et attend la fin de son fil d'exécution :
/// ce n'est donc pas à `observe`, qui tourne sur ce fil, de le faire.
#[derive(Debug)]
pub struct Watch {
    // Des `Option` pour choisir l'ordre de l'arrêt : voir `drop`.
    watcher: Option<RecommendedWatcher>,
    thread: Option<JoinHandle<()>>,
}

/// Surveille le fichier de `reloader` et le relit quand il change. `observe` apprend chaque
/// remplacement et chaque refus, sur le fil d'exécution de la surveillance.
///
/// C'est le *dossier* qui est surveillé. Beaucoup d'éditeurs écrivent un nouveau fichier, puis
/// le renomment : qui surveille l'ancien fichier surveille alors un fichier qui n'est plus là.
///
/// # Errors
///
/// Si le système refuse la surveillance : le dossier n'existe pas, la limite est atteinte.
pub fn watch(
    reloader: Arc<Reloader>,
    delays: Delays,
    mut observe: impl FnMut(Reload) + Send + 'static,
) -> notify::Result<Watch> {
    // Une place suffit : « quelque chose a changé » ne se dit qu'une fois.
    let (sender, receiver) = sync_channel(1);
    let first = sender.clone();
    let mut watcher = notify::recommended_watcher(move |event| announce(&sender, event))?;
    watcher.watch(folder_of(reloader.path()), RecursiveMode::NonRecursive)?;
    // Ce qui a changé entre la première lecture et maintenant n'a été vu de personne.
    let _ = first.try_send(());
    drop(first);

    let thread = thread::Builder::new()
        .name("configuration".to_owned())
        .spawn(move || {
            follow(&receiver, delays, || match reloader.reload() {
                Reload::Unchanged => {}
                news => observe(news),
            });
        })?;
    Ok(Watch {
        watcher: Some(watcher),
        thread: Some(thread),
    })
}
// ANCHOR_END: surveiller

impl Drop for Watch {
    fn drop(&mut self) {
        // Sans surveillant, plus d'annonce ; sans annonce, le fil d'exécution se termine.
        drop(self.watcher.take());
        if let Some(thread) = self.thread.take() {
            // Une panique d'`observe` a déjà été écrite ; ici, elle ne doit pas en causer d'autre.
            let _ = thread.join();
        }
    }
}

// ANCHOR: annoncer
/// Annonce un événement, s'il peut avoir changé le fichier.
fn announce(sender: &SyncSender<()>, event: notify::Result<notify::Event>) {
    // Une erreur (une file pleine, par exemple) a pu faire perdre un événement : dans le
    // doute, on relit.
    let relevant = event.map_or(true, |event| may_change(event.kind));
    if relevant {
        // La place est prise : une relecture est déjà annoncée.
        let _ = sender.try_send(());
    }
}

/// Un événement peut-il avoir changé un fichier ?
///
/// Ouvrir ou lire un fichier est aussi un événement. Comme relire, c'est lire, y répondre
/// serait se répondre à soi-même sans fin.
fn may_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}
// ANCHOR_END: annoncer

// ANCHOR: calme
/// Attend une annonce, puis le calme, puis agit ; recommence jusqu'à la fin des annonces.
fn follow(changes: &Receiver<()>, delays: Delays, mut act: impl FnMut()) {
    while changes.recv().is_ok() {
        let deadline = Instant::now() + delays.at_most;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                // Trop d'annonces pour un calme : on relit sans lui.
                break;
            }
            match changes.recv_timeout(delays.quiet.min(left)) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        act();
    }
}
// ANCHOR_END: calme

/// Le dossier d'un fichier ; celui où l'on est, si le chemin n'en nomme pas.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;

    #[test]
    fn lire_n_est_pas_changer() {
        assert!(!may_change(EventKind::Access(AccessKind::Open(
            AccessMode::Any
        ))));
        assert!(!may_change(EventKind::Access(AccessKind::Close(
            AccessMode::Read
        ))));
        assert!(may_change(EventKind::Access(AccessKind::Close(
            AccessMode::Write
        ))));
        assert!(may_change(EventKind::Any));
    }

    #[test]
    fn un_agite_perpetuel_est_lu_quand_meme() {
        let (sender, receiver) = sync_channel(1);
        // Une heure de calme n'arrivera pas ; le délai maximal, lui, est déjà passé.
        let delays = Delays {
            quiet: Duration::from_secs(3600),
            at_most: Duration::ZERO,
        };
        sender.try_send(()).unwrap();
        let mut sender = Some(sender);
        let mut actions = 0;
        follow(&receiver, delays, || {
            actions += 1;
            sender = None;
        });
        assert_eq!(actions, 1);
    }

    #[test]
    fn un_chemin_sans_dossier_est_dans_le_dossier_courant() {
        assert_eq!(folder_of(Path::new("hote.toml")), Path::new("."));
        assert_eq!(folder_of(Path::new("etc/hote.toml")), Path::new("etc"));
    }
}
