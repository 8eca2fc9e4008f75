//! `frequences` : remplace un texte par ses mots les plus fréquents.

use ch_contrat::{Plugin, PluginError};
use lexique::Lexicon;

/// Le module `frequences`. Demande la feature du même nom.
#[derive(Debug, Default, Clone)]
pub struct Frequences;

impl Plugin for Frequences {
    fn name(&self) -> &str {
        "frequences"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        let lexicon = Lexicon::of(text);
        let words = lexicon.words().iter().take(3);
        let lines: Vec<_> = words
            .map(|(word, count)| format!("{word} {count}"))
            .collect();
        Ok(lines.join(", "))
    }
}

// ANCHOR: json
/// Le lexique d'un texte, en JSON. Demande les features `frequences` et `json`.
#[cfg(feature = "json")]
pub fn frequences_json(text: &str) -> String {
    Lexicon::of(text).to_json()
}
// ANCHOR_END: json

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_trois_mots_les_plus_frequents() {
        let answer = Frequences.execute("un deux trois deux quatre");
        assert_eq!(answer.unwrap(), "deux 2, quatre 1, trois 1");
    }
}
