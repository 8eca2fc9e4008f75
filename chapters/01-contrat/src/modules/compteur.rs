//! `compteur` : remplace un texte par son décompte.

use std::fmt;

use crate::{Plugin, PluginError};

/// Le décompte d'un texte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Nombre de lignes, au sens de [`str::lines`] : une fin de ligne finale n'en ouvre pas une autre.
    pub lines: usize,
    /// Nombre de mots, séparés par des blancs Unicode.
    pub words: usize,
    /// Nombre de valeurs scalaires Unicode ([`char`]), fins de ligne comprises.
    pub chars: usize,
}

impl Count {
    /// Compte les lignes, les mots et les caractères de `text`.
    pub fn of(text: &str) -> Self {
        Self {
            lines: text.lines().count(),
            words: text.split_whitespace().count(),
            chars: text.chars().count(),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // En français, zéro et un prennent le singulier.
        let plural = |count: usize| if count < 2 { "" } else { "s" };
        write!(
            f,
            "{} ligne{}, {} mot{}, {} caractère{}",
            self.lines,
            plural(self.lines),
            self.words,
            plural(self.words),
            self.chars,
            plural(self.chars),
        )
    }
}

/// Le module `compteur`.
#[derive(Debug, Default, Clone)]
pub struct Compteur;

impl Plugin for Compteur {
    fn name(&self) -> &str {
        "compteur"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(Count::of(text).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_pluriel_commence_a_deux() {
        let count = |text| Compteur.execute(text).unwrap();
        assert_eq!(count(""), "0 ligne, 0 mot, 0 caractère");
        assert_eq!(count("a"), "1 ligne, 1 mot, 1 caractère");
        assert_eq!(count("été\nhiver là\n"), "2 lignes, 3 mots, 13 caractères");
    }

    #[test]
    fn un_accent_compte_pour_un_caractere_et_une_insecable_separe_les_mots() {
        assert_eq!(
            Count::of("à\u{a0}é"),
            Count {
                lines: 1,
                words: 2,
                chars: 3
            }
        );
    }
}
