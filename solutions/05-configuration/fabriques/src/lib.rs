//! Solution : un registre de fabriques.
//!
//! Une fabrique ne fait jamais confiance au fichier : tout ce qui n'y va pas est une `Err`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use ch_contrat::{Plugin, PluginError};
use serde::Deserialize;

/// Une fabrique : des options à un module, ou à la raison d'un refus.
pub type Factory = Box<dyn Fn(toml::Table) -> Result<Box<dyn Plugin>, String> + Send + Sync>;

/// Les types de modules connus et leurs fabriques.
#[derive(Default)]
pub struct Registry {
    factories: BTreeMap<String, Factory>,
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
        match self.factories.entry(kind.to_owned()) {
            Entry::Vacant(place) => {
                place.insert(factory);
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// Construit un module neuf du type `kind`.
    ///
    /// # Errors
    ///
    /// Si le type est inconnu ou si sa fabrique refuse.
    pub fn build(&self, kind: &str, options: toml::Table) -> Result<Box<dyn Plugin>, BuildError> {
        // ANCHOR: construire
        let Some(factory) = self.factories.get(kind) else {
            return Err(BuildError::UnknownKind {
                kind: kind.to_owned(),
                suggestion: self.closest(kind),
            });
        };
        factory(options).map_err(|reason| BuildError::Refused {
            kind: kind.to_owned(),
            reason,
        })
        // ANCHOR_END: construire
    }

    /// Le type connu le plus proche de `kind`, à une distance de 2 au plus.
    fn closest(&self, kind: &str) -> Option<String> {
        // ANCHOR: proche
        self.factories
            .keys()
            .map(|known| (strsim::damerau_levenshtein(kind, known), known))
            .filter(|(distance, _)| *distance <= 2)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, known)| known.clone())
        // ANCHOR_END: proche
    }
}

/// Les options des modules `repeter`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RepeatOptions {
    #[serde(rename = "fois", default = "twice")]
    times: usize,
}

fn twice() -> usize {
    2
}

/// La fabrique des modules `repeter`.
///
/// # Errors
///
/// Si les options ne sont pas `fois`, un entier de 1 à 10, ou rien.
pub fn repeat(options: toml::Table) -> Result<Box<dyn Plugin>, String> {
    // ANCHOR: repeter
    let RepeatOptions { times } = options
        .try_into()
        .map_err(|error: toml::de::Error| error.to_string())?;
    if !(1..=10).contains(&times) {
        return Err(format!("« fois » va de 1 à 10, et non {times}"));
    }
    Ok(Box::new(Repeat { times }))
    // ANCHOR_END: repeter
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
