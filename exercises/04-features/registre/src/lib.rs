//! Exercice : des modules qui s'inscrivent eux-mêmes. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-features-registre`

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

// À vous : ouvrir le registre des `Entry`.

/// Les modules inscrits, par rang puis par nom.
pub fn entries() -> Vec<&'static Entry> {
    todo!("parcourir le registre et mettre les inscriptions dans l'ordre")
}

/// Passe un texte d'un module au suivant.
pub fn run(text: &str) -> String {
    let entries = entries().into_iter();
    entries.fold(text.to_owned(), |text, entry| (entry.execute)(&text))
}

/// Met le texte en capitales.
#[cfg(feature = "majuscules")]
pub mod majuscules {
    // À vous : inscrire ce module.

    /// Met `text` en capitales.
    pub fn execute(text: &str) -> String {
        text.to_uppercase()
    }
}

/// Remplace le texte par son nombre de caractères.
#[cfg(feature = "compteur")]
pub mod compteur {
    // À vous : inscrire ce module.

    /// Compte les caractères de `text`.
    pub fn execute(text: &str) -> String {
        text.chars().count().to_string()
    }
}

/// Retire les espaces superflus.
#[cfg(feature = "espaces")]
pub mod espaces {
    // À vous : inscrire ce module.

    /// Ne laisse qu'une espace entre les mots de `text`.
    pub fn execute(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
