//! Où sont les invités de ce chapitre.

use std::env;
use std::path::PathBuf;

/// Le chemin de l'invité précompilé `name` : `majuscules`, `typographie`, `compteur`.
///
/// Les binaires sont versionnés, pour qu'il n'y ait rien à installer ; `invites/manifeste.toml`
/// les lie à leurs sources, et `cargo atelier invites` les recompile. La variable
/// d'environnement `INVITES_WASM` désigne un autre dossier : l'intégration continue y met des
/// invités qu'elle vient de recompiler.
pub fn guest_path(name: &str) -> PathBuf {
    let folder = env::var_os("INVITES_WASM").map_or_else(
        || ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")).join("invites/precompiles"),
        PathBuf::from,
    );
    folder.join(format!("{name}.wasm"))
}
