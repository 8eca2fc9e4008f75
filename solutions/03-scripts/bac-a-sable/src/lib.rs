//! Solution : un bac à sable pour des scripts hostiles.
//!
//! Chaque limite répond à une attaque ; aucune n'est laissée à sa valeur par défaut, qui
//! peut être « sans limite » ou dépendre du mode de compilation.

use std::time::{Duration, Instant};

use rhai::module_resolvers::DummyModuleResolver;
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
    let mut engine = Engine::new();
    // ANCHOR: limites
    engine
        .set_max_operations(1_000_000)
        .set_max_call_levels(32)
        .set_max_expr_depths(32, 32)
        .set_max_string_size(1024 * 1024)
        .set_max_array_size(1_000)
        .set_max_map_size(1_000)
        .set_max_modules(0)
        .disable_symbol("eval")
        .disable_symbol("import")
        .set_module_resolver(DummyModuleResolver::new());
    // ANCHOR_END: limites
    forbid_sleep(&mut engine);

    // Comparer une durée, et non `Instant::now() + time` : cette somme panique pour `Duration::MAX`.
    // ANCHOR: echeance
    let start = Instant::now();
    engine.on_progress(move |_| (start.elapsed() >= time).then(|| "temps".into()));
    // ANCHOR_END: echeance
    engine
}

/// Une fonction native n'est pas interrompue : `sleep` dort aussi longtemps qu'on lui dit.
///
/// `disable_symbol` ne vaut que pour les mots réservés. Une fonction ordinaire se remplace :
/// celles de l'hôte passent devant celles des paquets, à types égaux.
// ANCHOR: sommeil
fn forbid_sleep(engine: &mut Engine) {
    engine.register_fn("sleep", |_: i64| no_sleep());
    engine.register_fn("sleep", |_: f64| no_sleep());
}

fn no_sleep() -> Result<(), Box<EvalAltResult>> {
    Err("sleep n'est pas permis".into())
}
// ANCHOR_END: sommeil
