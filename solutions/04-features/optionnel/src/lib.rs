//! Un module et sa dépendance, sur demande : le paquet complété est dans `atelier-de-texte/`.

/// Le dossier du paquet complété, dans celui de l'exercice.
pub const PACKAGE: &str = "atelier-de-texte";
