//! Attrapée par : `frequences_apporte_le_module_et_sa_dependance`, `les_deux_features_ensemble_exportent_le_lexique`
//!
//! La fonction existe, mais `modules()` ne l'annonce jamais : l'hôte croit ne pas l'avoir.

/// Les modules compilés.
pub fn modules() -> &'static [&'static str] {
    &["majuscules"]
}

/// Met `text` en capitales.
pub fn majuscules(text: &str) -> String {
    text.to_uppercase()
}

/// Les mots de `text` et leur nombre d'apparitions. Demande la feature `frequences`.
#[cfg(feature = "frequences")]
pub fn frequences(text: &str) -> String {
    let words = lexique::count(text).into_iter();
    let words: Vec<_> = words
        .map(|(word, count)| format!("{word} {count}"))
        .collect();
    words.join(", ")
}

/// Le nom des modules compilés, en JSON. Demande la feature `json`.
#[cfg(feature = "json")]
pub fn modules_json() -> String {
    let names: Vec<_> = modules().iter().map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", names.join(","))
}

/// Les mots de `text`, en JSON. Demande les features `frequences` et `json`.
#[cfg(all(feature = "frequences", feature = "json"))]
pub fn frequences_json(text: &str) -> String {
    lexique::to_json(&lexique::count(text))
}
