//! L'atelier : la commande qui accompagne le lecteur, l'enseignant et le mainteneur.
//!
//! Chaque fichier porte le nom de ce dont il s'occupe. Le chemin d'un exercice, du fichier
//! au verdict : [`catalogue`] le trouve, [`cargo`] le compile, [`processus`] lance chacun de
//! ses tests, [`verdict`] conclut, [`rapport`] l'écrit, [`suivi`] s'en souvient.

pub mod ancre;
pub mod audit;
pub mod banc;
pub mod cargo;
pub mod catalogue;
pub mod commande;
pub mod controle;
pub mod erreur;
pub mod fichiers;
pub mod indices;
pub mod instantanes;
pub mod invites;
pub mod livre;
pub mod manifeste;
pub mod modele;
pub mod nouveau;
pub mod ouverture;
pub mod panique;
pub mod processus;
pub mod projet;
pub mod rapport;
pub mod relecture;
pub mod reponse;
pub mod sortie;
pub mod suivi;
pub mod verbes;
pub mod verdict;

pub use erreur::{Erreur, Resultat};
pub use projet::Projet;
