//! Tenir un verrou de l'extérieur, à coup sûr.
//!
//! `{:?}` d'un `RwLock` ou d'un `Mutex` le prend, écrit ce qu'il garde, puis le rend. En suspendant
//! cette écriture, le test est un lecteur aussi lent qu'il le veut.

use std::fmt::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::HotScript;

/// Écrit nulle part, et s'arrête dans le verrou de ce rang.
struct Lenteur {
    verrous_avant: usize,
    debut: String,
    arrivee: Sender<()>,
    repartir: Receiver<()>,
}

impl Write for Lenteur {
    fn write_str(&mut self, morceau: &str) -> fmt::Result {
        // « data: » précède ce que le verrou garde, et qui s'écrit pendant qu'il est tenu.
        if self.debut.ends_with("data: ") {
            if self.verrous_avant == 0 {
                let _ = self.arrivee.send(());
                let _ = self.repartir.recv();
                return Err(fmt::Error);
            }
            self.verrous_avant -= 1;
            self.debut.clear();
        }
        self.debut.push_str(morceau);
        Ok(())
    }
}

/// Ce que rend `reload` pendant que le verrou de ce rang est tenu ; `None` s'il y en a moins.
pub(super) fn recharger_sous_un_verrou(
    script: &HotScript,
    rang: usize,
    ecrire: impl FnOnce(),
) -> Option<Result<bool, String>> {
    let (arrivee, arrivees) = channel();
    let (laisser, repartir) = channel();
    let mut lenteur = Lenteur {
        verrous_avant: rang,
        debut: String::new(),
        arrivee,
        repartir,
    };
    thread::scope(|fils| {
        // La fin de ce fil rend `arrivee` : sans verrou de ce rang, l'attente finit aussitôt.
        fils.spawn(move || write!(lenteur, "{script:?}"));
        arrivees.recv().ok()?;
        ecrire();
        let (envoi, issue) = channel();
        fils.spawn(move || envoi.send(script.reload()));
        let sans_attendre = issue.recv_timeout(Duration::from_millis(100));
        drop(laisser);
        sans_attendre.or_else(|_| issue.recv()).ok()
    })
}
