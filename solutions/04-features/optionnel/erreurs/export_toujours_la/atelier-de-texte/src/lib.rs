//! Attrapée par : `sans_json_l_export_n_existe_pas`
//!
//! `modules_json` n'a besoin de rien, donc rien n'oblige à poser sa condition : elle existe toujours, et
//! la feature `json` n'apporte plus ce qu'elle annonce. Un utilisateur l'emploie sans l'avoir demandée.

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

/// Le nom des modules compilés, en JSON.
pub fn modules_json() -> String {
    let names: Vec<_> = modules().iter().map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", names.join(","))
}

/// Les mots de `text`, en JSON. Demande les features `frequences` et `json`.
#[cfg(all(feature = "frequences", feature = "json"))]
pub fn frequences_json(text: &str) -> String {
    lexique::to_json(&lexique::count(text))
}
