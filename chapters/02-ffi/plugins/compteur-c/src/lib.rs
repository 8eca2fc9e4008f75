//! Le module `compteur` écrit en C. Ce paquet ne contient pas de Rust : son `build.rs`
//! compile `compteur.c`, et cette bibliothèque dit seulement où est le résultat.

use std::path::Path;

/// Le chemin de la bibliothèque dynamique compilée depuis `compteur.c`.
pub fn library_path() -> &'static Path {
    Path::new(env!("GREFFON_COMPTEUR_C"))
}
