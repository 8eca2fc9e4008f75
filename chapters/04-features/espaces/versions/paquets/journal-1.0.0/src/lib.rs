//! Un journal, qui demande `sync` au moteur.

/// Le moteur de ce journal.
pub fn describe() -> String {
    moteur::describe()
}

/// Écrit par un moteur.
pub fn log(_: moteur::Engine) {}
