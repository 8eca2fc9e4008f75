//! Compter les mots d'un texte. Donné : vous n'avez rien à y changer.

use std::collections::BTreeMap;

/// Les mots de `text` et leur nombre d'apparitions, dans l'ordre des lettres.
pub fn count(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split_whitespace() {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// Un décompte en JSON. Demande la feature `json`.
#[cfg(feature = "json")]
pub fn to_json(words: &BTreeMap<String, usize>) -> String {
    let members: Vec<_> = words
        .iter()
        .map(|(word, count)| format!("\"{word}\":{count}"))
        .collect();
    format!("{{{}}}", members.join(","))
}
