//! Exercice : un module et sa dépendance, sur demande. L'énoncé est dans README.md.
//!
//! Vous n'avez rien à écrire ici : le paquet à compléter est dans `atelier-de-texte/`.
//!
//! Pour vérifier : `cargo test -p ex-features-optionnel`

/// Le dossier du paquet à compléter, dans celui de l'exercice.
pub const PACKAGE: &str = "atelier-de-texte";
