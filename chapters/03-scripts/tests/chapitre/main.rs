//! Ce que le chapitre affirme, en un seul programme de test : un module par sujet.

mod atteignable;
mod exemples;
mod identiques;
mod limites;
mod partage;
