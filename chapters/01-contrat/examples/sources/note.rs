//! Un type, dans une crate à lui.
#![crate_type = "lib"]

/// Une note.
pub struct Note {
    /// Son texte.
    pub text: String,
}
