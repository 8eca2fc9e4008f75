//! De petites bibliothèques en C, une par démonstration du chapitre ou par contrôle.
//!
//! Ce paquet ne contient pas de Rust : son `build.rs` compile les fichiers C voisins, et
//! cette bibliothèque dit seulement où sont les résultats.

use std::path::Path;

/// Un greffon conforme qui écrit sur ses sorties, et dont les textes ont des codes de terminal.
pub fn bavard() -> &'static Path {
    Path::new(env!("ESSAI_BAVARD"))
}

/// Un greffon de la version 2 du contrat, qui n'existe pas encore.
pub fn contrat_2() -> &'static Path {
    Path::new(env!("ESSAI_CONTRAT_2"))
}

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

/// Un greffon dont la table a une fonction nulle : `execute`.
pub fn fonction_nulle() -> &'static Path {
    Path::new(env!("ESSAI_FONCTION_NULLE"))
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

/// Le plus petit greffon possible, que tout système accepte de décharger.
pub fn muet() -> &'static Path {
    Path::new(env!("ESSAI_MUET"))
}

/// Un greffon conforme, qui tombe en panne à la demande.
pub fn pannes() -> &'static Path {
    Path::new(env!("ESSAI_PANNES"))
}

/// Une bibliothèque qui n'exporte pas l'entrée du contrat.
pub fn sans_entree() -> &'static Path {
    Path::new(env!("ESSAI_SANS_ENTREE"))
}

/// Un greffon qui appelle une fonction que personne ne fournit ; `None` là où l'éditeur de
/// liens l'aurait refusé.
pub fn symbole_absent() -> Option<&'static Path> {
    option_env!("ESSAI_SYMBOLE_ABSENT").map(Path::new)
}

/// Un greffon plus récent que l'hôte, dont la table a un champ de plus au bout.
pub fn table_longue() -> &'static Path {
    Path::new(env!("ESSAI_TABLE_LONGUE"))
}

/// Un greffon dont l'entrée rend un pointeur nul.
pub fn table_nulle() -> &'static Path {
    Path::new(env!("ESSAI_TABLE_NULLE"))
}
