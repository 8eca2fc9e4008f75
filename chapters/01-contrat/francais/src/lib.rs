//! Ce que le système et les outils disent en anglais, dit en français.
//!
//! Un fichier par sujet :
//!
//! - [`cause`] : pourquoi une opération du système a échoué ; [`de`] : « impossible d'écrire » ;
//! - [`read_at_most`] : lire un fichier ordinaire, sans dépasser une limite ;
//! - [`Ending`] : comment un processus s'est terminé, signaux d'Unix et codes de Windows ;
//! - [`visible`] : le texte d'un inconnu, montré sans qu'il commande le terminal ;
//! - [`output`] : écrire vers l'utilisateur, même si plus personne ne lit ou si le disque est plein.
//!
//! L'aide et les erreurs de clap sont dans un paquet voisin, `francais-commande`.

mod cause;
mod ending;
mod file;
pub mod output;
mod visible;

pub use cause::{cause, de};
pub use ending::Ending;
pub use file::{open_regular, read_at_most};
pub use visible::{MAX_VISIBLE, visible, visible_lines};
