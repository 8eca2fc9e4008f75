//! « Les fautes fréquentes » d'une page d'exercice : ses réponses fausses, repliées, avec leur
//! titre, leur explication, ce que dit le test qui les attrape, et leur diff.

use std::fmt::Write;

use super::prose;
use crate::catalogue::Exercice;
use crate::reponse::{self, Nature, Reponse};
use crate::{Projet, Resultat, controle};

/// La rubrique, en Markdown ; vide si l'exercice n'a pas de réponse fausse.
///
/// `data-exercice` donne la clé de l'exercice : le livre servi peut ne montrer la rubrique
/// qu'une fois l'exercice réussi.
///
/// # Errors
///
/// Si une page de réponse fausse ne se lit pas.
pub fn rubrique(projet: &Projet, exercice: &Exercice) -> Resultat<String> {
    let pages = reponse::pages(exercice);
    if pages.is_empty() {
        return Ok(String::new());
    }
    let phrases = controle::phrases(exercice);
    // Les lignes vides rendent la main à Markdown à l'intérieur du HTML.
    let mut rubrique = format!(
        "## Les fautes fréquentes\n\n\
         <details class=\"fautes\" data-exercice=\"{}\">\n\
         <summary>{}</summary>\n\n",
        exercice.cle(),
        en_html(&format!(
            "Essayez d'abord : voici {} réponses que l'on croit justes, et ce qui les trahit",
            pages.len()
        ))
    );
    for page in &pages {
        let reponse = reponse::lire(projet, page)?;
        let dit = |nom: &String| {
            phrases
                .get(nom)
                .cloned()
                .unwrap_or_else(|| format!("`{nom}`"))
        };
        let tests: Vec<String> = reponse.tests.iter().map(dit).collect();
        faute(&mut rubrique, &reponse, &tests);
    }
    rubrique.push_str("</details>\n");
    Ok(rubrique)
}

fn faute(rubrique: &mut String, reponse: &Reponse, tests: &[String]) {
    let _ = write!(
        rubrique,
        "<details class=\"faute\">\n<summary>{}</summary>\n\n{}\n\nCe qui n'est plus vrai :\n\n",
        en_html(&reponse.titre),
        reponse.explication
    );
    for test in tests {
        let _ = writeln!(rubrique, "- {test}");
    }
    for changement in &reponse.changements {
        if let Nature::Entier { .. } = changement.nature {
            let _ = write!(rubrique, "\nLe fichier `{}` :\n", changement.fichier);
        }
        let _ = write!(rubrique, "\n{}\n", changement.bloc());
    }
    rubrique.push_str("\n</details>\n\n");
}

/// Un titre en HTML : mdBook ne lit pas le Markdown d'une ligne qui commence par une balise.
pub(super) fn en_html(titre: &str) -> String {
    let titre = prose::composer(titre)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let morceaux = titre.split('`').enumerate();
    morceaux
        .map(|(rang, morceau)| match rang % 2 {
            0 => morceau.to_owned(),
            _ => format!("<code>{morceau}</code>"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::en_html;

    #[test]
    fn un_titre_devient_du_html() {
        assert_eq!(
            en_html("`Vec<u8>` & l'autre : non"),
            "<code>Vec&lt;u8&gt;</code> &amp; l’autre\u{a0}: non"
        );
    }
}
