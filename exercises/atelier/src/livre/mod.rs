//! Construire le livre : mdBook fait le travail, nous préparons ses pages et mettons son
//! interface en français.

pub mod carte;
pub mod extraits;
pub mod fautes;
pub mod francais;
pub mod navigateur;
pub mod preprocesseur;
pub mod prose;
pub mod serveur;

use std::path::PathBuf;

use mdbook_driver::MDBook;

use crate::{Erreur, Projet, Resultat};

/// Construit le livre dans `target/livre` et rend ce dossier.
///
/// # Errors
///
/// Si le sommaire, une page ou un exercice ne peut pas être lu.
pub fn construire(projet: &Projet) -> Resultat<PathBuf> {
    let destination = projet.racine().join("target/livre");
    let mdbook = |erreur: mdbook_driver::errors::Error| {
        Erreur::nouvelle(format!("le livre ne se construit pas : {erreur:#}"))
    };
    let mut livre = MDBook::load(projet.chemin("book")).map_err(mdbook)?;
    livre.config.build.build_dir = destination.clone();
    // book.toml appelle le préprocesseur par une commande, pour que `mdbook build` suffise ;
    // ici, nous sommes déjà dans le programme.
    livre.with_preprocessor(preprocesseur::Preparation::de(projet.clone()));
    livre.build().map_err(mdbook)?;
    francais::traduire(&destination)?;
    Ok(destination)
}
