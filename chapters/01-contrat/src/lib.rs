//! Le contrat que tous les chapitres partagent.
//!
//! Un *module* (trait [`Plugin`]) reçoit un texte et en rend un autre. Un *hôte*
//! ([`Host`]) enchaîne des modules et tient une transcription de ce qu'ils ont fait.
//! Ici les modules sont compilés avec l'hôte ; les chapitres suivants font entrer les
//! mêmes par d'autres portes.
//!
//! Pour voir l'hôte à l'œuvre : `cargo run -p ch-contrat --example hote_statique`.

pub mod error;
mod host;
mod location;
pub mod modules;
mod panic;
mod plugin;

pub use error::{HostError, PluginError, Stage};
pub use host::{Host, Step, Transcript};
pub use location::package_dir;
pub use modules::{Compteur, Majuscules, Typographie};
pub use panic::panic_message;
pub use plugin::Plugin;
