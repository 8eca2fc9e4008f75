//! Ce qui doit être vrai de l'ensemble du projet : ses sources, l'atelier, le livre servi.
//!
//! Un module par sujet ; `commun` est le petit projet d'essai sur lequel l'atelier est essayé.

mod audit;
mod commande;
mod commun;
mod lecture;
mod livre;
mod navigateur;
mod nouveau;
mod poids;
mod reponses;
mod serveur;
mod sources;
mod verdicts;

use std::path::Path;

/// La racine du vrai projet.
fn racine() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests/ est dans la racine")
}
