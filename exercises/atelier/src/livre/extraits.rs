//! Ce qu'une page prend ailleurs : un extrait de source (`include`, que mdBook traite) ou la
//! sortie d'un programme (`sortie`, que nous traitons).

use std::path::PathBuf;

use crate::{Erreur, Projet, Resultat, fichiers};

#[path = "../../../../tests/src/en_tete.rs"]
mod en_tete;
use en_tete::sans_en_tete;

/// L'argument d'une ligne `{{#nom argument}}`, si cette ligne en est une.
pub fn directive<'a>(ligne: &'a str, nom: &str) -> Option<&'a str> {
    let corps = ligne.trim().strip_prefix("{{#")?.strip_suffix("}}")?;
    let suite = corps.strip_prefix(nom)?;
    suite.starts_with(char::is_whitespace).then(|| suite.trim())
}

/// La sortie d'un programme, fixée par l'instantané d'un test du chapitre.
#[derive(Debug, Clone)]
pub struct Sortie {
    /// Le fichier `.snap`.
    pub instantane: PathBuf,
    /// La commande qui la produit.
    pub commande: String,
    /// Le texte.
    pub texte: String,
}

impl Sortie {
    /// Lit `02-ffi/exemples__hote cargo run -p ch-ffi --example hote`.
    ///
    /// # Errors
    ///
    /// Si l'instantané n'existe pas ou s'il est vide.
    pub fn lire(projet: &Projet, argument: &str) -> Resultat<Self> {
        let (cle, commande) = argument.split_once(' ').unwrap_or((argument, ""));
        let forme = || {
            Erreur::nouvelle(format!(
                "{{{{#sortie {argument}}}}} n'a pas la forme attendue"
            ))
            .avec_remede("écrivez {{#sortie NN-chapitre/instantané commande}}")
        };
        let (chapitre, nom) = cle.split_once('/').ok_or_else(forme)?;
        let dossier = projet
            .chemin("chapters")
            .join(chapitre)
            .join("tests/chapitre/snapshots");
        // Un seul programme de test par chapitre, « chapitre » : insta commence par son nom.
        let instantane = dossier.join(format!("chapitre__{nom}.snap"));
        let source = fichiers::lire(&instantane).map_err(|erreur| {
            erreur
                .depuis(projet.racine())
                .avec_remede("l'instantané vient d'un test du chapitre : existe-t-il ?")
        })?;
        let texte = sans_en_tete(&source).trim_matches('\n').to_owned();
        if texte.trim().is_empty() {
            return Err(Erreur::nouvelle(format!(
                "{} : la sortie est vide",
                projet.affiche(&instantane)
            )));
        }
        Ok(Self {
            instantane,
            commande: commande.trim().to_owned(),
            texte,
        })
    }

    /// Le bloc à mettre dans la page.
    pub fn en_markdown(&self) -> String {
        let cloture = cloture(&self.texte);
        if self.commande.is_empty() {
            format!("{cloture}text\n{}\n{cloture}", self.texte)
        } else {
            format!(
                "{cloture}console\n$ {}\n{}\n{cloture}",
                self.commande, self.texte
            )
        }
    }
}

/// La clôture d'un bloc de code : elle a plus d'accents graves que le texte n'en contient.
pub fn cloture(texte: &str) -> String {
    let plus_longue = texte.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(plus_longue.max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_directive_est_seule_sur_sa_ligne_et_a_le_nom_exact() {
        assert_eq!(directive("  {{#sortie a b}} ", "sortie"), Some("a b"));
        assert_eq!(directive("{{#sorties a}}", "sortie"), None);
        assert_eq!(directive("voir {{#sortie a}}", "sortie"), None);
    }

    #[test]
    fn la_cloture_est_plus_longue_que_les_accents_graves_de_la_sortie() {
        let sortie = Sortie {
            instantane: PathBuf::new(),
            commande: String::new(),
            texte: "a ``` b".into(),
        };
        assert_eq!(sortie.en_markdown(), "````text\na ``` b\n````");
    }
}
