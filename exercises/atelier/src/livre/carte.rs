//! La page d'un exercice : sa carte, son énoncé, ses indices et ses fautes fréquentes, repliés.
//! Rien n'y est recopié : tout vient des dossiers de l'exercice et de sa solution.

use std::fmt::Write;

use super::fautes::{self, en_html};
use crate::catalogue::Exercice;
use crate::{Projet, Resultat, fichiers, indices};

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
