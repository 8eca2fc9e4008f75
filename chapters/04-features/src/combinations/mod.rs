//! Essayer un paquet sous toutes les combinaisons de ses features, sans autre outil que cargo.
//!
//! - [`powerset`] énumère les combinaisons ;
//! - [`Cargo`] appelle cargo à l'écart de la compilation en cours et lit son rapport ;
//! - [`Consumer`] écrit un petit programme qui dépend du paquet avec les features voulues ;
//! - [`Cost`] dit ce que ce programme coûte.

mod cargo;
mod consumer;
mod cost;

pub use cargo::{Cargo, Report, scratch_folder};
pub use consumer::{Consumer, toml_path, toml_string};
pub use cost::Cost;

// ANCHOR: powerset
/// Toutes les combinaisons de `features` : pour trois, huit.
///
/// Chaque nombre de 0 à 2ⁿ - 1 désigne une combinaison : son bit `i` dit si la feature `i` en est.
///
/// ```
/// use ch_features::combinations::powerset;
/// let combinations = powerset(&["a", "b"]);
/// assert_eq!(combinations, [vec![], vec!["a"], vec!["b"], vec!["a", "b"]]);
/// ```
pub fn powerset<'a>(features: &[&'a str]) -> Vec<Vec<&'a str>> {
    let chosen = |mask: usize| {
        let kept = features
            .iter()
            .enumerate()
            .filter(move |(bit, _)| mask >> bit & 1 == 1);
        kept.map(|(_, feature)| *feature).collect()
    };
    (0..1 << features.len()).map(chosen).collect()
}
// ANCHOR_END: powerset

/// Une combinaison, pour l'afficher : ses noms séparés par des virgules.
///
/// ```
/// use ch_features::combinations::label;
/// assert_eq!(label(&[]), "(aucune)");
/// assert_eq!(label(&["a", "b"]), "a,b");
/// ```
pub fn label(features: &[&str]) -> String {
    if features.is_empty() {
        "(aucune)".to_owned()
    } else {
        features.join(",")
    }
}
