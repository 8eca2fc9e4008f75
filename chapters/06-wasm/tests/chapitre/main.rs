//! Ce que le chapitre affirme, en un seul programme de test : un module par sujet.

mod exemples;
mod hostiles;
mod hote;
mod lents;
mod specification;
