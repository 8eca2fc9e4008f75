//! Exercice : un registre de fabriques. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-configuration-fabriques`

use ch_contrat::{Plugin, PluginError};

/// Une fabrique : des options à un module, ou à la raison d'un refus.
pub type Factory = Box<dyn Fn(toml::Table) -> Result<Box<dyn Plugin>, String> + Send + Sync>;

/// Les types de modules connus et leurs fabriques.
#[derive(Default)]
pub struct Registry {
    // À vous : où ranger les fabriques ?
}

/// Pourquoi un module n'a pas été construit.
#[derive(Debug, PartialEq, Eq)]
pub enum BuildError {
    /// Aucune fabrique ne porte ce nom.
    UnknownKind {
        /// Le type demandé.
        kind: String,
        /// Le type connu le plus proche, s'il l'est assez.
        suggestion: Option<String>,
    },
    /// La fabrique a refusé.
    Refused {
        /// Le type demandé.
        kind: String,
        /// Ce que la fabrique en dit.
        reason: String,
    },
}

impl Registry {
    /// Un registre vide.
    pub fn new() -> Self {
        Self::default()
    }

    /// Range `factory` sous le type `kind` ; rend `false`, sans rien changer, s'il est pris.
    pub fn register(&mut self, kind: &str, factory: Factory) -> bool {
        drop(factory);
        todo!("ranger la fabrique de « {kind} », sans écraser celle qui y serait déjà")
    }

    /// Construit un module neuf du type `kind`.
    ///
    /// # Errors
    ///
    /// Si le type est inconnu ou si sa fabrique refuse.
    pub fn build(&self, kind: &str, options: toml::Table) -> Result<Box<dyn Plugin>, BuildError> {
        todo!("appeler la fabrique de « {kind} » avec {options:?}")
    }
}

/// La fabrique des modules `repeter`.
///
/// # Errors
///
/// Si les options ne sont pas `fois`, un entier de 1 à 10, ou rien.
pub fn repeat(options: toml::Table) -> Result<Box<dyn Plugin>, String> {
    todo!("lire {options:?}, puis rendre un `Repeat`")
}

/// Le module `repeter` : répète un texte, séparé par des espaces.
#[derive(Debug)]
pub struct Repeat {
    /// Combien de fois.
    pub times: usize,
}

impl Plugin for Repeat {
    fn name(&self) -> &str {
        "repeter"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(vec![text; self.times].join(" "))
    }
}
