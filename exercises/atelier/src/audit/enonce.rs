//! Point 4, pour un exercice : ce que le lecteur en lit. L'énoncé, son titre partout où il est
//! repris, les indices, la page du livre.

use super::Examen;
use crate::catalogue::{Exercice, initiale_minuscule};
use crate::{fichiers, indices};

/// Ce que tout énoncé contient.
const RUBRIQUES: [&str; 2] = ["## À faire", "## Ce qui est vérifié"];

/// Vérifie l'énoncé, les indices, les titres et la page d'un exercice.
pub fn verifier(examen: &mut Examen) {
    rubriques(examen);
    indices(examen);
    premieres_lignes(examen);
    sommaire(examen);
    page(examen);
}

fn rubriques(examen: &mut Examen) {
    let chemin = examen.exercice.dossier().join("README.md");
    let enonce = fichiers::lire(&chemin).unwrap_or_default();
    for titre in RUBRIQUES {
        if !enonce.lines().any(|ligne| ligne.trim() == titre) {
            examen.defaut(&chemin, format!("l'énoncé n'a pas de rubrique « {titre} »"));
        }
    }
    if examen.exercice.manifeste.notions.is_empty() {
        let manifeste = examen.exercice.dossier().join("Cargo.toml");
        examen.defaut(&manifeste, "« notions » est vide");
    }
}

fn indices(examen: &mut Examen) {
    let chemin = indices::chemin(examen.exercice);
    let lus = match indices::lire(examen.projet, examen.exercice) {
        Ok(lus) => lus,
        Err(erreur) => return examen.signale(&chemin, &erreur),
    };
    if lus.len() < 3 {
        let fait = "il faut au moins trois indices, du plus léger au plus précis";
        examen.defaut(&chemin, fait);
    }
    if !lus[0].texte.contains('?') {
        examen.defaut(&chemin, "le premier indice doit être une question");
    }
    for (ligne, langue) in lus.iter().flat_map(|indice| &indice.tapes) {
        if !matches!(langue.as_str(), "text" | "sh") {
            let fait = "ce code est tapé, donc jamais compilé : prenez-le dans la solution par {{#solution fichier:ancre}}";
            examen.defaut_a(&chemin, *ligne, fait);
        }
    }
}

/// La première ligne de l'exercice et celle de la solution reprennent le titre.
fn premieres_lignes(examen: &mut Examen) {
    let exercice = examen.exercice;
    let donne = !exercice.manifeste.fichiers.iter().any(|f| f == LIB);
    let de_l_eleve = premiere_ligne_de_l_exercice(&exercice.titre);
    // Donné à l'élève, le fichier est le même des deux côtés.
    let de_la_solution = if donne {
        de_l_eleve.clone()
    } else {
        premiere_ligne_de_la_solution(&exercice.titre)
    };
    for (dossier, attendue) in [
        (exercice.dossier(), de_l_eleve),
        (exercice.solution(), de_la_solution),
    ] {
        let chemin = dossier.join(LIB);
        let source = fichiers::lire(&chemin).unwrap_or_default();
        if source.lines().next() != Some(&attendue) {
            examen.defaut_a(
                &chemin,
                1,
                format!("la première ligne doit être :\n{attendue}"),
            );
        }
    }
    let controle = exercice.controle();
    let attendue = format!(
        "//! Ce que l'exercice `{}` doit garantir",
        exercice.nom_court()
    );
    let source = fichiers::lire(&controle).unwrap_or_default();
    if !source.starts_with(&attendue) {
        examen.defaut_a(
            &controle,
            1,
            format!("le contrôle doit commencer par :\n{attendue}"),
        );
    }
}

const LIB: &str = "src/lib.rs";

/// La première ligne du fichier que l'élève complète.
pub fn premiere_ligne_de_l_exercice(titre: &str) -> String {
    let titre = initiale_minuscule(titre);
    format!("//! Exercice : {titre}. L'énoncé est dans README.md.")
}

/// La première ligne de la solution.
pub fn premiere_ligne_de_la_solution(titre: &str) -> String {
    format!("//! Solution : {}.", initiale_minuscule(titre))
}

/// L'entrée du sommaire : le titre, après « Exercice : ».
pub fn entree_du_sommaire(titre: &str, cle: &str) -> String {
    format!("[Exercice : {}]({cle}.md)", initiale_minuscule(titre))
}

fn sommaire(examen: &mut Examen) {
    let chemin = examen.projet.chemin("book/src/SUMMARY.md");
    let source = fichiers::lire(&chemin).unwrap_or_default();
    let cle = examen.exercice.cle();
    let mut lignes = (1..).zip(source.lines());
    let entree = entree_du_sommaire(&examen.exercice.titre, &cle);
    match lignes.find(|(_, ligne)| ligne.contains(&format!("({cle}.md)"))) {
        None => examen.defaut(
            &chemin,
            format!("l'exercice n'y est pas : ajoutez - {entree}"),
        ),
        Some((_, ligne)) if ligne.trim_start_matches([' ', '-']) == entree => {}
        Some((rang, _)) => {
            let fait = format!("l'entrée ne reprend pas le titre de l'énoncé ; écrivez - {entree}");
            examen.defaut_a(&chemin, rang, fait);
        }
    }
}

/// La page de l'exercice n'a qu'une ligne, et celle du chapitre y mène.
fn page(examen: &mut Examen) {
    let exercice: &Exercice = examen.exercice;
    let chapitre = examen.projet.chemin("book/src").join(&exercice.chapitre);
    let chemin = chapitre.join(format!("{}.md", exercice.nom));
    let attendu = format!("{{{{#exercice {}}}}}", exercice.cle());
    if fichiers::lire(&chemin).unwrap_or_default().trim() != attendu {
        examen.defaut(&chemin, format!("cette page doit contenir {attendu}"));
    }
    let index = chapitre.join("index.md");
    let attendu = format!("{{{{#exercices {}}}}}", exercice.chapitre);
    let source = fichiers::lire(&index).unwrap_or_default();
    if !source.lines().any(|ligne| ligne.trim() == attendu) {
        let fait = format!("la page du chapitre doit montrer ses exercices : ajoutez {attendu}");
        examen.defaut(&index, fait);
    }
}
