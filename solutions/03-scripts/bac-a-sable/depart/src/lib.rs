//! Exercice : un bac à sable pour des scripts hostiles. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-scripts-bac-a-sable`

use std::time::Duration;

use rhai::{Engine, EvalAltResult};

/// Ce qui a arrêté un script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// Trop d'opérations.
    Operations,
    /// Trop d'appels imbriqués.
    Depth,
    /// Une donnée trop grande.
    Size,
    /// Trop de temps.
    Time,
    /// Autre chose : le message de Rhai.
    Other(String),
}

impl Stop {
    fn of(error: &EvalAltResult) -> Self {
        match error {
            EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => Self::of(inner),
            EvalAltResult::ErrorTooManyOperations(_) => Self::Operations,
            EvalAltResult::ErrorStackOverflow(_) => Self::Depth,
            EvalAltResult::ErrorDataTooLarge(..) => Self::Size,
            EvalAltResult::ErrorTerminated(..) => Self::Time,
            other => Self::Other(other.to_string()),
        }
    }
}

/// Exécute `script`, qui doit rendre une chaîne, en `time` au plus.
///
/// # Errors
///
/// Ce qui a arrêté le script.
pub fn run(script: &str, time: Duration) -> Result<String, Stop> {
    sandbox(time)
        .eval::<String>(script)
        .map_err(|error| Stop::of(&error))
}

/// Un moteur qui arrête un script hostile : voir l'énoncé pour ses limites.
pub fn sandbox(time: Duration) -> Engine {
    todo!("un moteur avec ses limites, et une échéance dans {time:?}")
}
