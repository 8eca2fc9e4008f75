//! Ce que les portes Rhai et Lua ont en commun : des limites, un journal.

use std::error::Error;
use std::num::NonZeroU64;
use std::path::Path;
use std::time::Duration;

use ch_configuration::FactoryError;
use ch_contrat::error::chain;
use ch_scripts::{Limits, ScriptError, ScriptOptions};

use crate::doors::Journal;

/// Les options du chargeur de scripts, d'après celles du fichier.
pub(super) fn options(
    operations: Option<NonZeroU64>,
    milliseconds: Option<NonZeroU64>,
    journal: &Journal,
) -> ScriptOptions {
    let defaults = Limits::default();
    let journal = journal.clone();
    ScriptOptions {
        limits: Limits {
            operations: operations.map_or(defaults.operations, NonZeroU64::get),
            time: milliseconds.map_or(defaults.time, |ms| Duration::from_millis(ms.get())),
            ..defaults
        },
        journal: std::sync::Arc::new(move |plugin: &str, note: &str| journal(plugin, note)),
    }
}

/// Un script refusé. Une ligne suffit : c'est la configuration qui est citée.
pub(super) fn refused(path: &Path, error: &ScriptError) -> FactoryError {
    let diagnostic = error.diagnostic();
    let message = match (diagnostic.line, error.source()) {
        (Some(line), _) => format!("{}, ligne {line} : {}", diagnostic.file, diagnostic.message),
        // Le fichier ne se lit pas : le chemin et la raison du système disent pourquoi.
        (None, Some(reason)) => format!("{} : {}", path.display(), chain(reason)),
        (None, None) => format!("{} : {}", diagnostic.file, diagnostic.message),
    };
    FactoryError::new(message).at("fichier")
}
