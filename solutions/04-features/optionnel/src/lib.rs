//! Solution : un module et sa dépendance, sur demande.
//!
//! Le paquet complété est dans `atelier-de-texte/`.

/// Le dossier du paquet complété, dans celui de l'exercice.
pub const PACKAGE: &str = "atelier-de-texte";
