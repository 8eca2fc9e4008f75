//! Ce qu'un exercice neuf laisse à son auteur : les lignes marquées « À ÉCRIRE ».

use super::Defaut;
use crate::catalogue::Exercice;
use crate::reponse::page::A_ECRIRE;
use crate::{Projet, controle, fichiers};

/// Les marques qui restent dans les fichiers d'un exercice.
pub fn restantes(projet: &Projet, exercice: &Exercice) -> Vec<Defaut> {
    let mut chemins = fichiers::sous(&exercice.dossier());
    chemins.extend(fichiers::sous(&exercice.solution()));
    chemins.extend(controle::sources(exercice));
    let mut marques = Vec::new();
    for chemin in chemins {
        let source = fichiers::lire(&chemin).unwrap_or_default();
        for (rang, ligne) in (1..).zip(source.lines()) {
            if let Some(debut) = ligne.find(A_ECRIRE) {
                let lieu = format!("{}:{rang}", projet.affiche(&chemin));
                marques.push(Defaut {
                    manque: true,
                    ..Defaut::nouveau(lieu, ligne[debut..].trim_end())
                });
            }
        }
    }
    marques
}
