//! Le verbe `instantanes` : l'auteur refait les instantanés d'un exercice, d'après sa solution. La
//! même commande sur les trois systèmes, sans variable à poser.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use crate::catalogue::{Catalogue, Exercice};
use crate::sortie::{TITRE, en};
use crate::{Projet, Resultat, audit, cargo};

/// Lance le contrôle sur la solution en laissant insta écrire, puis dit ce qui a changé.
///
/// # Errors
///
/// Si le nom ne désigne pas un exercice, ou si cargo ne peut pas être lancé.
pub fn refaire(projet: &Projet, nom: &str, sortie: &mut dyn Write) -> Resultat<bool> {
    let catalogue = Catalogue::lire(projet);
    let exercice = catalogue.exercice(nom)?;
    let avant = contenus(exercice);
    if avant.is_empty() {
        writeln!(
            sortie,
            "Le contrôle de {} ne demande aucun instantané : instantane!(\"nom\", texte) en demande un.",
            en(TITRE, exercice.nom_court())
        )?;
        return Ok(true);
    }
    let mut commande = cargo::commande(projet.racine());
    commande
        .args([
            "test",
            "--quiet",
            "--package",
            &exercice.paquet_de_la_solution(),
        ])
        .env("INSTA_UPDATE", "always")
        .env("INSTA_FORCE_PASS", "0");
    // Ce que les tests disent va droit à l'écran : c'est un auteur qui le lit.
    let statut = commande
        .status()
        .map_err(|source| cargo::introuvable(commande.get_program(), &source))?;
    let apres = contenus(exercice);
    for (chemin, contenu) in &apres {
        let fait = match (&avant[chemin], contenu) {
            (_, None) => "n'est toujours pas là",
            (None, Some(_)) => "est nouveau : relisez-le",
            (Some(ancien), Some(nouveau)) if ancien == nouveau => "n'a pas changé",
            _ => "a changé : relisez-le (git diff)",
        };
        writeln!(sortie, "{} {fait}", projet.affiche(chemin))?;
    }
    Ok(statut.success() && apres.values().all(Option::is_some))
}

/// Les instantanés que le contrôle demande, et ce qu'ils contiennent s'ils existent.
fn contenus(exercice: &Exercice) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let demandes = audit::controle::demandes(exercice).into_iter();
    demandes
        .map(|chemin| (chemin.clone(), fs::read(chemin).ok()))
        .collect()
}
