//! Le lexique d'un texte : ses mots et leur nombre d'apparitions.
//!
//! C'est la dépendance optionnelle de `ch-features`, que la feature `frequences` apporte.

use std::collections::BTreeMap;

/// Les mots d'un texte, du plus fréquent au plus rare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexicon {
    words: Vec<(String, usize)>,
}

impl Lexicon {
    /// Compte les mots de `text`, sans distinguer capitales et minuscules.
    ///
    /// À égalité, l'ordre est celui des lettres : deux appels rendent la même liste.
    pub fn of(text: &str) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            if !word.is_empty() {
                *counts.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        let mut words: Vec<_> = counts.into_iter().collect();
        // Le tri est stable : les égalités gardent l'ordre des lettres.
        words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Self { words }
    }

    /// Les mots et leur nombre d'apparitions.
    pub fn words(&self) -> &[(String, usize)] {
        &self.words
    }

    // ANCHOR: json
    /// Le lexique en JSON. Demande la feature `json`.
    #[cfg(feature = "json")]
    pub fn to_json(&self) -> String {
        let members = self
            .words
            .iter()
            .map(|(word, count)| format!("\"{word}\":{count}"));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    }
    // ANCHOR_END: json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_plus_frequent_d_abord_puis_l_ordre_des_lettres() {
        let lexicon = Lexicon::of("Un texte, un mot.");
        let words: Vec<_> = lexicon
            .words()
            .iter()
            .map(|(word, count)| (word.as_str(), *count))
            .collect();
        assert_eq!(words, [("un", 2), ("mot", 1), ("texte", 1)]);
    }
}
