//! Ce que le chapitre affirme, en un seul programme de test : un module par sujet.

mod commande;
mod entrees;
mod filtre;
mod markdown;
mod portes;
mod rechargement;
mod session;
mod sorties;
