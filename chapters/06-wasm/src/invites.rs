//! Où sont les invités de ce chapitre.

use std::path::{Path, PathBuf};

/// Le chemin de l'invité précompilé `name` : `majuscules`, `typographie`, `compteur`.
///
/// Les binaires sont versionnés, pour qu'il n'y ait rien à installer ; `invites/manifeste.toml`
/// les lie à leurs sources, et `cargo atelier invites` les recompile.
pub fn guest_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("invites")
        .join("precompiles")
        .join(format!("{name}.wasm"))
}
