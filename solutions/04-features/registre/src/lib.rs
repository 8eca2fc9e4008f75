//! Solution : des modules qui s'inscrivent eux-mêmes.
//!
//! S'ils sont compilés, ils sont dans le registre.

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

inventory::collect!(Entry);

/// Les modules inscrits, par rang puis par nom.
// ANCHOR: ordre
pub fn entries() -> Vec<&'static Entry> {
    // L'ordre où inventory rend les inscriptions dépend de l'éditeur de liens : on fixe le nôtre.
    let mut entries: Vec<_> = inventory::iter::<Entry>().collect();
    entries.sort_by_key(|entry| (entry.rank, entry.name));
    entries
}
// ANCHOR_END: ordre

/// Passe un texte d'un module au suivant.
pub fn run(text: &str) -> String {
    let entries = entries().into_iter();
    entries.fold(text.to_owned(), |text, entry| (entry.execute)(&text))
}

/// Met le texte en capitales.
#[cfg(feature = "majuscules")]
pub mod majuscules {
    use crate::Entry;

    // ANCHOR: inscription
    inventory::submit! { Entry::new("majuscules", 20, execute) }
    // ANCHOR_END: inscription

    /// Met `text` en capitales.
    pub fn execute(text: &str) -> String {
        text.to_uppercase()
    }
}

/// Remplace le texte par son nombre de caractères.
#[cfg(feature = "compteur")]
pub mod compteur {
    use crate::Entry;

    inventory::submit! { Entry::new("compteur", 30, execute) }

    /// Compte les caractères de `text`.
    pub fn execute(text: &str) -> String {
        text.chars().count().to_string()
    }
}

/// Retire les espaces superflus.
#[cfg(feature = "espaces")]
pub mod espaces {
    use crate::Entry;

    inventory::submit! { Entry::new("espaces", 10, execute) }

    /// Ne laisse qu'une espace entre les mots de `text`.
    pub fn execute(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
