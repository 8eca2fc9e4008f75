//! Où trouver le programme témoin. Ce qu'il sait faire est dans `src/main.rs`.

use std::path::Path;

/// Le chemin du programme, compilé avec ce paquet.
pub fn program() -> &'static Path {
    Path::new(env!("PROGRAMME_TEMOIN"))
}
