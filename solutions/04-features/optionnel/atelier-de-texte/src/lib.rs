//! L'atelier de texte : ce qui dépend d'une feature n'existe qu'avec elle.

/// Les modules compilés.
// ANCHOR: liste
pub fn modules() -> &'static [&'static str] {
    &[
        "majuscules",
        #[cfg(feature = "frequences")]
        "frequences",
    ]
}
// ANCHOR_END: liste

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
