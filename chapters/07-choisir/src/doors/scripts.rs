//! Ce que les portes Rhai et Lua ont en commun : des limites, un journal.

use std::num::NonZeroU64;
use std::time::Duration;

use ch_scripts::{Limits, ScriptOptions};

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
