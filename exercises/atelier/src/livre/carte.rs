//! La page d'un exercice : sa carte, son énoncé, ses indices et ses fautes fréquentes, repliés.
//! Rien n'y est recopié : tout vient des dossiers de l'exercice et de sa solution.

use std::fmt::Write;

use super::fautes::{self, en_html};
use crate::catalogue::{Catalogue, Exercice};
use crate::manifeste::Manifeste;
use crate::{Erreur, Projet, Resultat, fichiers, indices};

/// La page d'un exercice, en Markdown.
///
/// # Errors
///
/// Si l'énoncé, les indices ou une réponse fausse ne se lisent pas.
pub fn page(projet: &Projet, exercice: &Exercice) -> Resultat<String> {
    let enonce = fichiers::lire(&exercice.dossier().join("README.md"))?;
    let (_, corps) = enonce.split_once("\n").unwrap_or((&enonce, ""));
    let mut page = format!(
        "# {}\n\n{}\n{}\n",
        exercice.titre,
        carte(projet, exercice),
        corps.trim()
    );
    page.push_str("\n## Indices\n\n");
    for (rang, indice) in indices::lire(projet, exercice)?.iter().enumerate() {
        // Les lignes vides rendent la main à Markdown à l'intérieur du HTML.
        let _ = write!(
            page,
            "<details class=\"indice\">\n<summary>Indice {} : {}</summary>\n\n{}\n\n</details>\n\n",
            rang + 1,
            en_html(&indice.titre),
            indice.texte.trim()
        );
    }
    page.push_str(&fautes::rubrique(projet, exercice)?);
    Ok(page)
}

/// Les exercices d'un chapitre, pour la page de celui-ci, dans l'ordre du sommaire.
///
/// # Errors
///
/// Si le chapitre n'a aucun exercice.
pub fn liste(catalogue: &Catalogue, chapitre: &str) -> Resultat<String> {
    let exercices = catalogue.par_chapitre().remove(chapitre);
    let mut illisibles = catalogue.illisibles.iter();
    // Un exercice illisible se dit sur sa page, pas sur celle du chapitre.
    if exercices.is_none() && !illisibles.any(|autre| autre.cle.starts_with(chapitre)) {
        return Err(Erreur::nouvelle(format!(
            "{{{{#exercices {chapitre}}}}} : exercises/{chapitre} n'a aucun exercice"
        )));
    }
    let exercices = exercices.unwrap_or_default();
    let entree = |exercice: &&Exercice| {
        let Manifeste {
            niveau, minutes, ..
        } = exercice.manifeste;
        format!(
            "- [{}]({}.md) : niveau {niveau}, {minutes} minutes",
            exercice.titre, exercice.nom
        )
    };
    Ok(exercices.iter().map(entree).collect::<Vec<_>>().join("\n"))
}

fn carte(projet: &Projet, exercice: &Exercice) -> String {
    let manifeste = &exercice.manifeste;
    let fichiers: Vec<String> = manifeste
        .fichiers
        .iter()
        .map(|fichier| format!("`{}`", projet.affiche(&exercice.dossier().join(fichier))))
        .collect();
    format!(
        "<div class=\"carte\">\n\n\
         - **Niveau** {} sur 3, {}\n\
         - **Durée** {} minutes environ\n\
         - **Notions** {}\n\
         - **À compléter** {}\n\n\
         ```sh\ncargo test -p {}\n```\n\n</div>\n",
        manifeste.niveau,
        ["découverte", "application", "approfondissement"]
            [usize::from(manifeste.niveau.clamp(1, 3)) - 1],
        manifeste.minutes,
        manifeste.notions.join(", "),
        fichiers.join(", "),
        exercice.paquet(),
    )
}
