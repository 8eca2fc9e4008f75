//! Les trois modules que le livre fait entrer par toutes les portes.

pub mod compteur;
pub mod majuscules;
pub mod typographie;

pub use compteur::Compteur;
pub use majuscules::Majuscules;
pub use typographie::Typographie;
