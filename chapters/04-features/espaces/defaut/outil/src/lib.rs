//! Un outil dont une feature est active par défaut.

/// Cet outil a-t-il été compilé avec `couleurs` ?
pub fn colors() -> &'static str {
    if cfg!(feature = "couleurs") {
        "oui"
    } else {
        "non"
    }
}
