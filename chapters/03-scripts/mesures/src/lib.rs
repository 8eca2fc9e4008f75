//! Lire les mesures que criterion a laissées, et les écrire.
//!
//! `cargo bench -p ch-scripts-mesures --bench scripts` mesure, et `cargo run -p ch-scripts-mesures
//! --example tableau` écrit le tableau du livre. Celui des rapports vient de `cargo bench -p
//! ch-scripts-mesures --bench rapports`.

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

/// Une durée lisible, à deux ou trois chiffres.
pub fn time(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        n if n < 1e3 => (n, "ns"),
        n if n < 1e6 => (n / 1e3, "µs"),
        n => (n / 1e6, "ms"),
    };
    let digits = if value < 10.0 { 1 } else { 0 };
    format!("{} {unit}", decimal(value, digits))
}

/// Un nombre écrit à la française, avec tant de décimales.
pub fn decimal(value: f64, digits: usize) -> String {
    format!("{value:.digits$}").replace('.', ",")
}
