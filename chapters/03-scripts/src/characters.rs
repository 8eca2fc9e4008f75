//! Un texte vu caractère par caractère, avec un accès immédiat à chacun.

use std::sync::Arc;

// ANCHOR: caracteres
/// Les caractères d'un texte, numérotés à partir de 0.
///
/// Dans une chaîne UTF-8, trouver le millième caractère demande de lire les 999 premiers.
/// Ici chacun est à sa place. La copie ne coûte rien : elle partage les mêmes caractères.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Characters(Arc<[char]>);

impl Characters {
    /// Les caractères de `text`.
    pub fn of(text: &str) -> Self {
        Self(text.chars().collect())
    }

    /// Le caractère numéro `index`, s'il existe.
    pub fn get(&self, index: i64) -> Option<char> {
        self.0.get(usize::try_from(index).ok()?).copied()
    }

    /// Le nombre de caractères.
    pub fn len(&self) -> i64 {
        self.0.len() as i64
    }

    /// N'y en a-t-il aucun ?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
// ANCHOR_END: caracteres

impl IntoIterator for Characters {
    type Item = char;
    type IntoIter = CharactersIter;

    fn into_iter(self) -> Self::IntoIter {
        CharactersIter {
            characters: self,
            next: 0,
        }
    }
}

/// Le parcours d'un [`Characters`], qui ne copie rien.
#[derive(Debug, Clone)]
pub struct CharactersIter {
    characters: Characters,
    next: usize,
}

impl Iterator for CharactersIter {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let found = self.characters.0.get(self.next).copied()?;
        self.next += 1;
        Some(found)
    }
}
