//! Lire les mesures que criterion a laissées.
//!
//! Les mesures se font par `cargo bench -p bancs-scripts`, et le tableau du livre par
//! `cargo run -p bancs-scripts --example tableau`.

use std::fs;
use std::path::Path;

/// La durée médiane d'une mesure, en nanosecondes, si elle a été faite.
///
/// `target` est le dossier de cargo ; `group` et `name` sont ceux du banc.
pub fn median(target: &Path, group: &str, name: &str) -> Option<f64> {
    let path = target
        .join("criterion")
        .join(group)
        .join(name)
        .join("new")
        .join("estimates.json");
    let estimates: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).ok()?).ok()?;
    estimates["median"]["point_estimate"].as_f64()
}
