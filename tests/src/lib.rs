//! L'outillage commun des vérifications d'exercices et des tests de chapitres.
//!
//! - [`instantane!`] compare un texte à un instantané (*snapshot*) d'insta et montre la
//!   différence en français ;
//! - [`exemple!`] et [`sortie!`] lancent un exemple du chapitre ;
//! - [`bibliotheque`] et [`executer_exemple`] trouvent ce que cargo a compilé à côté du test ;
//! - [`octets_vivants`] dit ce qu'un programme n'a pas rendu à son [`AllocateurCompteur`] ;
//! - [`Issue`] dit comment un processus s'est terminé, avec les mêmes mots sur tous les systèmes.

mod artefacts;
mod en_tete;
mod exemples;
mod instantane;
mod octets;
// Sans dépendance, et partagé par son chemin : l'hôte de référence et les vérifications cherchent
// les greffons au même endroit.
#[path = "../../chapters/02-ffi/src/locate.rs"]
#[expect(unreachable_pub, reason = "publique dans ch-ffi, privée ici")]
mod locate;

pub use artefacts::{Execution, bibliotheque, dossier_de_compilation, executer_exemple, exemple};
pub use exemples::sortie_de_l_exemple;
pub use francais::Ending as Issue;
pub use instantane::montrer_la_difference;
pub use octets::{AllocateurCompteur, octets_vivants};

#[doc(hidden)]
pub use insta as __insta;
