//! Ce que l'environnement change à une configuration.

use std::collections::BTreeMap;
use std::env;

use crate::suggest::closest;
use crate::wording::quoted_list;
use crate::{Diagnostic, Kind, Place};

/// Le début du nom de toutes nos variables.
pub const PREFIX: &str = "HOTE_";

const MAX_CHARS: &str = "HOTE_LONGUEUR_MAX";
const ENABLE: &str = "HOTE_ACTIVER";
const DISABLE: &str = "HOTE_DESACTIVER";
const KNOWN: [&str; 3] = [MAX_CHARS, ENABLE, DISABLE];

// ANCHOR: environnement
/// Les variables d'environnement qui concernent l'hôte, prises une fois pour toutes.
///
/// - `HOTE_LONGUEUR_MAX=500` l'emporte sur la clé `longueur_max` ;
/// - `HOTE_ACTIVER=compteur,titre` et `HOTE_DESACTIVER=…` l'emportent sur la clé `actif` de
///   ces modules.
///
/// Une variable en `HOTE_` que nous ne connaissons pas est une erreur : une faute de frappe
/// dans le nom d'une variable ne se verrait pas autrement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    variables: BTreeMap<String, String>,
}

impl Environment {
    /// Un environnement sans variable.
    pub fn empty() -> Self {
        Self::default()
    }

    /// L'environnement du processus.
    pub fn from_process() -> Self {
        let variables = env::vars_os().map(|(name, value)| {
            let text = |part: std::ffi::OsString| part.to_string_lossy().into_owned();
            (text(name), text(value))
        });
        Self::from_variables(variables)
    }

    /// Ces variables ; celles dont le nom ne commence pas par [`PREFIX`] sont ignorées.
    pub fn from_variables<N, V>(variables: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<String>,
        V: Into<String>,
    {
        let variables = variables
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .filter(|(name, _)| name.starts_with(PREFIX))
            .collect();
        Self { variables }
    }
    // ANCHOR_END: environnement

    /// Ce que les variables demandent, et ce qu'on leur reproche.
    pub(crate) fn overrides(&self) -> (Overrides, Vec<Diagnostic>) {
        let mut overrides = Overrides::default();
        let mut problems = Vec::new();
        for (name, value) in &self.variables {
            match name.as_str() {
                MAX_CHARS => match value.trim().parse() {
                    Ok(max_chars) => overrides.max_chars = Some(max_chars),
                    Err(_) => problems.push(
                        problem(
                            name,
                            format!("« {value} » n'est pas un nombre de caractères"),
                        )
                        .help("un entier de 0 à 4 294 967 295"),
                    ),
                },
                ENABLE => overrides.switch(name, value, true, &mut problems),
                DISABLE => overrides.switch(name, value, false, &mut problems),
                _ => problems.push(unknown(name)),
            }
        }
        (overrides, problems)
    }
}

/// Ce que l'environnement demande.
#[derive(Debug, Default)]
pub(crate) struct Overrides {
    pub(crate) max_chars: Option<u32>,
    /// Par nom de module : actif ou non, et la variable qui le dit.
    pub(crate) enabled: BTreeMap<String, (bool, String)>,
}

impl Overrides {
    /// Active ou désactive les modules de la liste `names`, séparés par des virgules.
    fn switch(&mut self, variable: &str, names: &str, on: bool, problems: &mut Vec<Diagnostic>) {
        let names = names.split(',').map(str::trim);
        for name in names.filter(|name| !name.is_empty()) {
            let asked = (on, variable.to_owned());
            let before = self.enabled.insert(name.to_owned(), asked);
            if before.is_some_and(|(before, _)| before != on) {
                let message = format!("« {name} » est à la fois dans {ENABLE} et dans {DISABLE}");
                problems.push(problem(variable, message));
            }
        }
    }
}

/// Une variable qui nomme un module absent du fichier.
pub(crate) fn unknown_module(variable: &str, name: &str, known: &[&str]) -> Diagnostic {
    let problem = problem(variable, format!("aucun module ne s'appelle « {name} »"));
    match closest(name, known.iter().copied()) {
        Some(near) => problem.help(format!("vouliez-vous dire « {near} » ?")),
        None => problem,
    }
}

fn unknown(name: &str) -> Diagnostic {
    let help = match closest(name, KNOWN) {
        Some(near) => format!("vouliez-vous dire {near} ?"),
        None => format!("variables possibles : {}", quoted_list(&KNOWN, "et")),
    };
    problem(name, "variable inconnue").help(help)
}

fn problem(variable: &str, message: impl Into<String>) -> Diagnostic {
    let place = Place::Variable(variable.to_owned());
    Diagnostic::new(Kind::Environment, place, message)
}
