//! Des modules choisis à la compilation, par les *features* de Cargo.
//!
//! [`MODULES`] est la liste de ce que ce paquet contient : elle dépend des features actives,
//! et d'elles seules. [`host`] en fait un hôte. [`combinations`] appelle cargo pour essayer
//! un paquet sous toutes ses combinaisons.
//!
//! # Features
//!
//! | Feature | Active par défaut | Apporte |
//! |---|---|---|
//! | `typographie` | oui | le module `typographie` |
//! | `majuscules` | oui | le module `majuscules` |
//! | `compteur` | non | le module `compteur` |
//! | `frequences` | non | le module `frequences` et sa dépendance `lexique` |
//! | `motifs` | non | le module `motifs` et sa dépendance `regex` |
//! | `json` | non | `compiled_json` et, avec `frequences`, `frequences_json` |
//!
//! Pour le voir à l'œuvre : `cargo run -p ch-features --example hote_features`.

// ANCHOR: docsrs
// docs.rs documente avec `--cfg docsrs` et un compilateur nightly : chaque élément y porte le
// nom de la feature qu'il demande.
#![cfg_attr(docsrs, feature(doc_cfg))]
// ANCHOR_END: docsrs

pub mod combinations;
#[cfg(feature = "frequences")]
mod frequences;
mod modules;
#[cfg(feature = "motifs")]
mod motifs;

#[cfg(feature = "frequences")]
pub use frequences::Frequences;
#[cfg(all(feature = "frequences", feature = "json"))]
pub use frequences::frequences_json;
#[cfg(feature = "json")]
pub use modules::compiled_json;
pub use modules::{MODULES, Module, host};
#[cfg(feature = "motifs")]
pub use motifs::Motifs;
