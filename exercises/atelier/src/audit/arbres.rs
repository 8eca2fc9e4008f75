//! Point 4, pour l'ensemble : les cinq arbres se répondent, et rien ne traîne.

use std::collections::BTreeSet;

use super::{Defaut, controle};
use crate::catalogue::{Catalogue, cles};
use crate::{Projet, fichiers};

/// Vérifie ce qui n'appartient à aucun exercice lisible.
pub fn verifier(projet: &Projet, catalogue: &Catalogue) -> Vec<Defaut> {
    let illisibles = catalogue.illisibles.iter();
    let mut defauts: Vec<Defaut> = illisibles
        .map(|illisible| {
            Defaut::nouveau(
                format!("exercises/{}", illisible.cle),
                illisible.erreur.to_string(),
            )
        })
        .collect();
    miroir(projet, &mut defauts);
    instantanes_orphelins(projet, catalogue, &mut defauts);
    defauts
}

/// Une clé présente dans un arbre l'est dans les autres.
fn miroir(projet: &Projet, defauts: &mut Vec<Defaut>) {
    let exercices: BTreeSet<_> = cles(&projet.chemin("exercises")).into_iter().collect();
    let solutions: BTreeSet<_> = cles(&projet.chemin("solutions")).into_iter().collect();
    for (chapitre, nom) in solutions.difference(&exercices) {
        defauts.push(Defaut::nouveau(
            format!("solutions/{chapitre}/{nom}"),
            "pas d'exercice de ce nom dans exercises/",
        ));
    }
    for (chapitre, nom) in exercices.difference(&solutions) {
        defauts.push(Defaut::nouveau(
            format!("exercises/{chapitre}/{nom}"),
            "pas de solution de ce nom dans solutions/",
        ));
    }
    for chapitre in fichiers::entrees(&projet.chemin("tests")) {
        let numerote = fichiers::nom(&chapitre).starts_with(|c: char| c.is_ascii_digit());
        for entree in fichiers::entrees(&chapitre).iter().filter(|_| numerote) {
            let cle = (
                fichiers::nom(&chapitre),
                fichiers::nom(&entree.with_extension("")),
            );
            // `charger.rs`, ou le dossier de ses étapes, `charger/`.
            let rust = entree
                .extension()
                .is_some_and(|extension| extension == "rs");
            let etapes = entree.is_dir() && fichiers::nom(entree) != "snapshots";
            if (rust || etapes) && !exercices.contains(&cle) {
                defauts.push(Defaut::nouveau(
                    projet.affiche(entree),
                    "ce contrôle n'a pas d'exercice",
                ));
            }
        }
    }
}

/// Les instantanés que plus aucun contrôle ne demande.
fn instantanes_orphelins(projet: &Projet, catalogue: &Catalogue, defauts: &mut Vec<Defaut>) {
    let exercices = catalogue.exercices.iter();
    let connus: BTreeSet<_> = exercices.flat_map(controle::demandes).collect();
    let presents = fichiers::sous(&projet.chemin("tests"));
    for fichier in presents {
        let relatif = projet.affiche(&fichier);
        let d_un_controle = relatif
            .strip_prefix("tests/")
            .is_some_and(|suite| suite.starts_with(|c: char| c.is_ascii_digit()));
        let nom = fichiers::nom(&fichier);
        if d_un_controle && nom.ends_with(".snap.new") {
            let fait = "un instantané en attente ne se publie pas";
            defauts.push(Defaut::nouveau(relatif, fait));
        } else if d_un_controle && nom.ends_with(".snap") && !connus.contains(&fichier) {
            let fait = "aucun contrôle ne demande cet instantané : supprimez-le, ou rétablissez l'assertion";
            defauts.push(Defaut::nouveau(relatif, fait));
        }
    }
}
