//! Un module et sa dépendance, sur demande : le paquet complété est dans `atelier-de-texte/`.

/// Le dossier du paquet complété.
pub const PACKAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/atelier-de-texte");
