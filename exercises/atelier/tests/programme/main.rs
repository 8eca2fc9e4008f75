//! L'atelier tel qu'on le lance : le programme compilé, dans un processus à lui.

mod arret;
mod chemin;
mod sorties;
mod veille;

// Le petit projet d'essai des tests du projet.
#[path = "../../../../tests/projet/commun.rs"]
mod commun;
