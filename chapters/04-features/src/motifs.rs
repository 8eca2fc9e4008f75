//! `motifs` : masque les adresses électroniques d'un texte, par une expression régulière.

use std::sync::LazyLock;

use ch_contrat::{Plugin, PluginError};
use regex::Regex;

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\w.+-]+@[\w-]+(\.[\w-]+)+").expect("l'expression est correcte"));

/// Le module `motifs`. Demande la feature du même nom.
#[derive(Debug, Default, Clone)]
pub struct Motifs;

impl Plugin for Motifs {
    fn name(&self) -> &str {
        "motifs"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(ADDRESS.replace_all(text, "[adresse]").into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_adresse_est_masquee() {
        let answer = Motifs.execute("écrire à ada.l@exemple.fr, ou pas");
        assert_eq!(answer.unwrap(), "écrire à [adresse], ou pas");
    }
}
