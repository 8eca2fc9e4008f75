//! Une bibliothèque de trois fonctions, à compiler de plusieurs façons.

/// Une fonction Rust ordinaire.
pub fn compose(text: &str) -> String {
    text.to_uppercase()
}

/// Une fonction Rust générique.
pub fn twice<T: Clone>(value: &T) -> (T, T) {
    (value.clone(), value.clone())
}

/// Une fonction au nom et aux conventions du C.
#[unsafe(no_mangle)]
pub extern "C" fn atelier_version() -> u32 {
    1
}
