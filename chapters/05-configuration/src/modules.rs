//! Les modules du livre, avec des options.

use ch_contrat::modules::compteur::Count;
use ch_contrat::{Plugin, PluginError, Typographie};
use schemars::JsonSchema;
use serde::Deserialize;
use std::num::NonZeroU32;

use crate::{DuplicateKind, FactoryError, Registry};

// ANCHOR: livre
/// Le registre des modules du livre : `typographie`, `majuscules`, `compteur`, `remplacer`.
///
/// # Errors
///
/// Aucune tant que les quatre types sont différents ; un hôte qui étend ce registre a le
/// même type d'erreur à traiter.
pub fn book_registry() -> Result<Registry, DuplicateKind> {
    let mut registry = Registry::new();
    registry.register("typographie", |_, NoOptions {}| Ok(Box::new(Typographie)))?;
    registry.register("majuscules", |_, options| {
        Ok(Box::new(Majuscules { options }))
    })?;
    registry.register("compteur", |_, options| Ok(Box::new(Compteur { options })))?;
    registry.register("remplacer", |_, options| {
        Ok(Box::new(Remplacer::new(options)?))
    })?;
    Ok(registry)
}
// ANCHOR_END: livre

/// Un module sans option : la table est absente, ou vide.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoOptions {}

// ANCHOR: options
/// Les options de `majuscules`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MajusculesOptions {
    /// Ce qui prend une capitale.
    pub portee: Scope,
}

/// Ce qui prend une capitale.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Tout le texte.
    #[default]
    Tout,
    /// La première lettre de chaque mot.
    Initiales,
}
// ANCHOR_END: options

/// Le module `majuscules`, avec des options.
#[derive(Debug)]
struct Majuscules {
    options: MajusculesOptions,
}

impl Plugin for Majuscules {
    fn name(&self) -> &str {
        "majuscules"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(match self.options.portee {
            Scope::Tout => text.to_uppercase(),
            Scope::Initiales => capitalise(text),
        })
    }
}

fn capitalise(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    let mut in_word = false;
    for c in text.chars() {
        if in_word || !c.is_alphabetic() {
            output.push(c);
        } else {
            output.extend(c.to_uppercase());
        }
        in_word = c.is_alphanumeric();
    }
    output
}

/// Les options de `compteur`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CompteurOptions {
    /// Ce qu'il faut compter ; tout, si la liste est vide ou absente.
    pub unites: Vec<Unit>,
}

/// Ce qui se compte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Les lignes.
    Lignes,
    /// Les mots.
    Mots,
    /// Les caractères.
    Caracteres,
}

/// Le module `compteur`, avec des options.
#[derive(Debug)]
struct Compteur {
    options: CompteurOptions,
}

impl Plugin for Compteur {
    fn name(&self) -> &str {
        "compteur"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        let count = Count::of(text);
        if self.options.unites.is_empty() {
            return Ok(count.to_string());
        }
        let parts = self.options.unites.iter().map(|unit| match unit {
            Unit::Lignes => quantity(count.lines, "ligne"),
            Unit::Mots => quantity(count.words, "mot"),
            Unit::Caracteres => quantity(count.chars, "caractère"),
        });
        Ok(parts.collect::<Vec<_>>().join(", "))
    }
}

fn quantity(count: usize, noun: &str) -> String {
    let plural = if count < 2 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

// ANCHOR: remplacer
/// Les options de `remplacer`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemplacerOptions {
    /// Le texte à chercher.
    pub cherche: String,
    /// Le texte à mettre à sa place.
    pub remplace: String,
    /// Le nombre de remplacements, si tous ne sont pas voulus.
    pub au_plus: Option<NonZeroU32>,
}

/// Le module `remplacer`.
#[derive(Debug)]
struct Remplacer {
    options: RemplacerOptions,
}

impl Remplacer {
    /// Refuse ce que le type des options ne sait pas interdire.
    fn new(options: RemplacerOptions) -> Result<Self, FactoryError> {
        if options.cherche.is_empty() {
            return Err(FactoryError::new("on ne peut pas chercher un texte vide").at("cherche"));
        }
        Ok(Self { options })
    }
}
// ANCHOR_END: remplacer

impl Plugin for Remplacer {
    fn name(&self) -> &str {
        "remplacer"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        let RemplacerOptions {
            cherche,
            remplace,
            au_plus,
        } = &self.options;
        Ok(match au_plus {
            Some(count) => text.replacen(cherche, remplace, count.get() as usize),
            None => text.replace(cherche, remplace),
        })
    }
}
