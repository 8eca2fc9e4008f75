//! Étape 1 : le registre des portes.

use std::collections::BTreeMap;

use ch_contrat::Plugin;

use crate::{Config, ModuleConfig, OnFailure};

/// Une porte : fait entrer le module demandé, ou dit pourquoi il n'entre pas.
pub type Door = Box<dyn Fn(&ModuleConfig) -> Result<Box<dyn Plugin>, String> + Send + Sync>;

/// Un module entré et initialisé.
pub struct Module {
    /// Le nom que la configuration lui donne.
    pub name: String,
    /// Le module.
    pub plugin: Box<dyn Plugin>,
    /// Que faire d'un texte sur lequel il échoue.
    pub on_failure: OnFailure,
}

/// Un module qui n'entre pas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Le nom que la configuration lui donne.
    pub module: String,
    /// Pourquoi il n'entre pas.
    pub reason: String,
}

/// Les portes connues, par type de module.
#[derive(Default)]
pub struct Registry {
    doors: BTreeMap<String, Door>,
}

impl Registry {
    /// Un registre sans porte.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ajoute la porte des modules de type `kind`. Rend `false`, sans rien changer, si ce type
    /// en a déjà une.
    pub fn register(&mut self, kind: &str, door: Door) -> bool {
        drop(door);
        todo!("ajouter la porte « {kind} » à {:?}", self.doors.keys())
    }

    /// Fait entrer et initialise tous les modules, dans l'ordre de la configuration.
    ///
    /// # Errors
    ///
    /// Tous les refus, dans le même ordre : aucun module n'est alors gardé.
    pub fn open_all(&self, config: &Config) -> Result<Vec<Module>, Vec<Refusal>> {
        todo!("faire entrer et initialiser {:?}", config.modules)
    }
}
