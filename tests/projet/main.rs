//! Ce qui doit être vrai de l'ensemble du projet : ses sources, l'atelier, le livre servi.
//!
//! Un module par sujet ; `commun` est le petit projet d'essai sur lequel l'atelier est essayé.

mod audit;
mod commande;
mod commun;
mod navigateur;
mod reponses;
mod serveur;
mod sources;
mod verdicts;
