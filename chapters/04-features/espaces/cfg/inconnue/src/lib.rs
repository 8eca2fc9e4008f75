//! Des conditions que le compilateur connaît, et d'autres non.
//!
//! À essayer par `cargo check -p inconnue`, puis `cargo check -p inconnue --features majuscules`.

// ANCHOR: inconnue
/// La feature existe : rien à dire.
#[cfg(feature = "majuscules")]
pub mod capitales {
    /// Le nom est faux, mais le compilateur ne lit ce module que si `majuscules` est active.
    #[cfg(feature = "acents")]
    pub fn with_accents() {}
}

/// Une faute de frappe : cette fonction n'existera jamais.
#[cfg(feature = "majuscule")]
pub fn upper() {}

/// Un nom que personne n'a déclaré.
#[cfg(atelier_lent)]
pub fn slow() {}

/// Un nom déclaré dans Cargo.toml (`check-cfg`).
#[cfg(atelier_rapide)]
pub fn fast() {}
// ANCHOR_END: inconnue
