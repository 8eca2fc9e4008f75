//! Exercice : refuser une mauvaise combinaison. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-features-gardes`

// À vous : refuser les mauvaises combinaisons, par un message qui dit quoi écrire.

/// Le dictionnaire de l'orthographe traditionnelle.
#[cfg(feature = "traditionnel")]
mod dictionary {
    /// Corrige un mot.
    pub fn spell(word: &str) -> &str {
        if word == "ognon" { "oignon" } else { word }
    }

    /// Met un mot au pluriel. Demande la feature `pluriels`.
    #[cfg(feature = "pluriel")]
    pub fn plural(word: &str) -> String {
        // « après-midi » est invariable.
        #[cfg(traditionnel)]
        if word.starts_with("après-") {
            return word.to_owned();
        }
        format!("{word}s")
    }
}

/// Le dictionnaire des rectifications de 1990.
#[cfg(feature = "rectifie")]
mod dictionary {
    /// Corrige un mot.
    pub fn spell(word: &str) -> &str {
        if word == "oignon" { "ognon" } else { word }
    }

    /// Met un mot au pluriel. Demande la feature `pluriels`.
    #[cfg(feature = "pluriels")]
    pub fn plural(word: &str) -> String {
        format!("{word}s")
    }
}

pub use dictionary::*;
