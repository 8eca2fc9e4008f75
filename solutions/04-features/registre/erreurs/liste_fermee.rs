//! Attrapée par : `un_module_venu_d_ailleurs_prend_sa_place`, `a_rang_egal_le_nom_departage`
//!
//! Une liste explicite, avec un `#[cfg]` par ligne. Elle est juste, et souvent préférable ; mais
//! elle ne contient que ce que ce crate connaît : un autre crate ne peut rien y inscrire.

/// Pour que d'autres crates s'inscrivent avec la même version d'inventory.
pub use inventory;

/// Ce qu'un module déclare de lui-même.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Le nom du module, unique.
    pub name: &'static str,
    /// Sa place dans la chaîne.
    pub rank: u32,
    /// Ce qu'il fait d'un texte.
    pub execute: fn(&str) -> String,
}

impl Entry {
    /// Une inscription.
    pub const fn new(name: &'static str, rank: u32, execute: fn(&str) -> String) -> Self {
        Self {
            name,
            rank,
            execute,
        }
    }
}

/// Les modules inscrits, par rang puis par nom.
pub fn entries() -> Vec<&'static Entry> {
    const ENTRIES: &[Entry] = &[
        #[cfg(feature = "espaces")]
        Entry::new("espaces", 10, espaces::execute),
        #[cfg(feature = "majuscules")]
        Entry::new("majuscules", 20, majuscules::execute),
        #[cfg(feature = "compteur")]
        Entry::new("compteur", 30, compteur::execute),
    ];
    ENTRIES.iter().collect()
}

/// Passe un texte d'un module au suivant.
pub fn run(text: &str) -> String {
    let entries = entries().into_iter();
    entries.fold(text.to_owned(), |text, entry| (entry.execute)(&text))
}

/// Met le texte en capitales.
#[cfg(feature = "majuscules")]
pub mod majuscules {
    /// Met `text` en capitales.
    pub fn execute(text: &str) -> String {
        text.to_uppercase()
    }
}

/// Remplace le texte par son nombre de caractères.
#[cfg(feature = "compteur")]
pub mod compteur {
    /// Compte les caractères de `text`.
    pub fn execute(text: &str) -> String {
        text.chars().count().to_string()
    }
}

/// Retire les espaces superflus.
#[cfg(feature = "espaces")]
pub mod espaces {
    /// Ne laisse qu'une espace entre les mots de `text`.
    pub fn execute(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
