//! Lire les mesures que criterion a laissées.
//!
//! Les mesures se font par `cargo bench -p bancs-scripts`, et le tableau du livre par
//! `cargo run -p bancs-scripts --example tableau`.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// La plus courte des durées mesurées, en nanosecondes, si la mesure a été faite.
///
/// Les autres programmes de la machine ne peuvent que ralentir une mesure : la plus courte
/// est celle qu'ils ont le moins gênée. `target` est le dossier de cargo ; `group` et `name`
/// sont ceux du banc.
pub fn shortest(target: &Path, group: &str, name: &str) -> Option<f64> {
    let path = target
        .join("criterion")
        .join(group)
        .join(name)
        .join("new")
        .join("sample.json");
    let sample: Value = serde_json::from_str(&fs::read_to_string(path).ok()?).ok()?;
    let times = sample["times"].as_array()?;
    let iterations = sample["iters"].as_array()?;
    times
        .iter()
        .zip(iterations)
        .filter_map(|(time, count)| Some(time.as_f64()? / count.as_f64()?))
        .min_by(f64::total_cmp)
}
