//! Où vont les notes des scripts : l'hôte décide, pas `println!`.

use std::sync::{Mutex, PoisonError};

// ANCHOR: journal
/// Ce qui reçoit les notes des scripts.
pub trait Journal: Send + Sync {
    /// Reçoit une note du module `plugin`, d'une longueur déjà bornée par l'hôte.
    fn note(&self, plugin: &str, message: &str);
}

/// Un journal qui garde tout en mémoire : ce qu'il faut à un test.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    lines: Mutex<Vec<String>>,
}

impl Journal for MemoryJournal {
    fn note(&self, plugin: &str, message: &str) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push(format!("{plugin} : {message}"));
    }
}
// ANCHOR_END: journal

impl MemoryJournal {
    /// Un journal vide.
    pub fn new() -> Self {
        Self::default()
    }

    /// Rend les notes reçues depuis le dernier appel, dans l'ordre.
    pub fn take(&self) -> Vec<String> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *lines)
    }
}

/// Un journal qui oublie tout.
#[derive(Debug, Default, Clone, Copy)]
pub struct NoJournal;

impl Journal for NoJournal {
    fn note(&self, _plugin: &str, _message: &str) {}
}

/// Une fonction suffit comme journal : `|module: &str, note: &str| eprintln!("{module} : {note}")`.
impl<F> Journal for F
where
    F: Fn(&str, &str) + Send + Sync,
{
    fn note(&self, plugin: &str, message: &str) {
        self(plugin, message);
    }
}
