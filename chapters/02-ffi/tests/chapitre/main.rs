//! Ce que le chapitre affirme, en un seul programme de test : un module par sujet.

mod disposition;
mod exemples;
mod hote;
mod robustesse;
mod tables;
