//! Exercice : un module et sa dépendance, sur demande. L'énoncé est dans README.md.
//!
//! Vous n'avez rien à écrire ici : le paquet à compléter est dans `atelier-de-texte/`.
//!
//! Pour vérifier : `cargo test -p ex-features-optionnel`

/// Le dossier du paquet à compléter.
pub const PACKAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/atelier-de-texte");
