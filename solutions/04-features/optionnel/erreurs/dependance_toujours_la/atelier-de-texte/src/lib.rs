//! Attrapée par : `sans_feature_ni_module_ni_dependance`, `json_seule_n_apporte_pas_la_dependance`
//!
//! Le module est derrière sa feature, la dépendance non : ceux qui n'en veulent pas compilent
//! `lexique` quand même. `#[cfg]` retire du code ; seul `optional = true` retire un crate.

/// Les modules compilés.
pub fn modules() -> &'static [&'static str] {
    &[
        "majuscules",
        #[cfg(feature = "frequences")]
        "frequences",
    ]
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
