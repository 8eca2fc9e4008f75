//! Attrapée par : `une_faute_de_frappe_a_sa_suggestion`, `deux_lettres_echangees_ne_font_qu_une_faute`, `la_suggestion_est_le_type_le_plus_proche`, `une_distance_de_deux_est_permise_et_pas_de_trois`
//!
//! Est suggéré le type dont le nom commence par ce qui est demandé. « majuscule » est bien complété,
//! mais une lettre oubliée ou deux lettres échangées au milieu du mot ne donnent plus rien.

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
    }

    /// Le type connu que `kind` commence.
    fn closest(&self, kind: &str) -> Option<String> {
        self.factories
            .keys()
            .find(|known| known.starts_with(kind))
            .cloned()
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
    let RepeatOptions { times } = options
        .try_into()
        .map_err(|error: toml::de::Error| error.to_string())?;
    if !(1..=10).contains(&times) {
        return Err(format!("« fois » va de 1 à 10, et non {times}"));
    }
    Ok(Box::new(Repeat { times }))
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
