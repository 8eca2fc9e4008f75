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
        if self.doors.contains_key(kind) {
            return false;
        }
        self.doors.insert(kind.to_owned(), door);
        true
    }

    /// Fait entrer et initialise tous les modules, dans l'ordre de la configuration.
    ///
    /// # Errors
    ///
    /// Tous les refus, dans le même ordre : aucun module n'est alors gardé.
    pub fn open_all(&self, config: &Config) -> Result<Vec<Module>, Vec<Refusal>> {
        let mut modules = Vec::new();
        let mut refusals = Vec::new();
        for wanted in &config.modules {
            match self.open(wanted) {
                Ok(module) => modules.push(module),
                Err(reason) => refusals.push(Refusal {
                    module: wanted.name.clone(),
                    reason,
                }),
            }
        }
        if refusals.is_empty() {
            Ok(modules)
        } else {
            Err(refusals)
        }
    }

    fn open(&self, wanted: &ModuleConfig) -> Result<Module, String> {
        let door = self.doors.get(&wanted.kind).ok_or_else(|| {
            let known: Vec<&str> = self.doors.keys().map(String::as_str).collect();
            format!(
                "type « {} » inconnu ; connus : {}",
                wanted.kind,
                known.join(", ")
            )
        })?;
        // ANCHOR: ouvrir
        let mut plugin = door(wanted)?;
        plugin.init().map_err(|error| error.message().to_owned())?;
        Ok(Module {
            name: wanted.name.clone(),
            plugin,
            on_failure: wanted.on_failure,
        })
        // ANCHOR_END: ouvrir
    }
}
