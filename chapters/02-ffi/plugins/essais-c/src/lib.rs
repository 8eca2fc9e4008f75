//! De petites bibliothèques en C, une par démonstration du chapitre.
//!
//! Ce paquet ne contient pas de Rust : son `build.rs` compile les fichiers C voisins, et
//! cette bibliothèque dit seulement où sont les résultats.

use std::path::Path;

/// Un greffon selon le contrat du texte de départ, complet.
pub fn depart() -> &'static Path {
    Path::new(env!("ESSAI_DEPART"))
}

/// Le même, dont l'auteur a oublié `execute` : le C met `NULL` à sa place.
pub fn depart_incomplet() -> &'static Path {
    Path::new(env!("ESSAI_DEPART_INCOMPLET"))
}

/// Un greffon qui compte ses appels, par instance et pour toute la bibliothèque.
pub fn etat() -> &'static Path {
    Path::new(env!("ESSAI_ETAT"))
}

/// Une bibliothèque qui n'est pas un greffon, et qui agit dès qu'on l'ouvre.
pub fn initialiseur() -> &'static Path {
    Path::new(env!("ESSAI_INITIALISEUR"))
}

/// Une bibliothèque qui abandonne dès qu'on l'ouvre, et le programme avec elle.
pub fn initialiseur_fatal() -> &'static Path {
    Path::new(env!("ESSAI_INITIALISEUR_FATAL"))
}

/// Une bibliothèque dont l'ouverture ne finit jamais.
pub fn initialiseur_sans_fin() -> &'static Path {
    Path::new(env!("ESSAI_INITIALISEUR_SANS_FIN"))
}

/// Un greffon qui appelle une fonction que personne ne fournit ; `None` là où l'éditeur de
/// liens l'aurait refusé.
pub fn symbole_absent() -> Option<&'static Path> {
    option_env!("ESSAI_SYMBOLE_ABSENT").map(Path::new)
}

/// Un greffon conforme, qui tombe en panne à la demande.
pub fn pannes() -> &'static Path {
    Path::new(env!("ESSAI_PANNES"))
}

/// Un greffon de la version 2 du contrat, qui n'existe pas encore.
pub fn contrat_2() -> &'static Path {
    Path::new(env!("ESSAI_CONTRAT_2"))
}
