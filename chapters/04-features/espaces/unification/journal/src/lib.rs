//! Un journal tenu dans un fil d'exécution à part : il a besoin que le moteur soit `sync`.

use std::thread;

use moteur::Engine;

/// Écrit `text` avec `engine`, depuis un autre fil d'exécution.
pub fn log_elsewhere(engine: Engine, text: &'static str) {
    thread::spawn(move || engine.print(text))
        .join()
        .expect("le fil ne panique pas");
}
