//! Exercice : faire traverser une note. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-contrat-compatible-c`

/// Une note, telle que Rust l'écrit volontiers.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Le titre.
    pub title: String,
    /// Les pages auxquelles la note renvoie.
    pub pages: Vec<u32>,
    /// Où en est la note.
    pub status: Status,
    /// La note à laquelle celle-ci répond.
    pub reply_to: Option<Box<Note>>,
}

/// Où en est une note.
#[derive(Debug, Clone, PartialEq)]
pub enum Status {
    /// Un brouillon.
    Draft,
    /// Envoyée en plusieurs exemplaires.
    Sent {
        /// Le nombre d'exemplaires.
        copies: u32,
    },
    /// Remise à plus tard.
    Postponed {
        /// Dans combien d'heures.
        hours: f64,
    },
}

/// La même note, telle que le C la voit : `note` dans l'en-tête.
#[repr(C)]
pub struct CNote {
    // À vous : les champs, dans l'ordre de l'en-tête.
}

/// Le refus d'un état que `Status` ne connaît pas, avec son `tag`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownStatus(pub u32);

/// Cède une note au C. [`from_c`] doit la reprendre.
pub fn into_c(note: Note) -> *mut CNote {
    todo!("allouer une CNote et lui céder « {} »", note.title)
}

/// Reprend une note cédée par [`into_c`] et libère tout ce qui avait été alloué.
///
/// # Errors
///
/// Rend [`UnknownStatus`] si un `tag` n'est ni 0, ni 1, ni 2 ; tout est libéré quand même.
///
/// # Safety
///
/// `note` vient de `into_c` et n'a pas encore été reprise. Entre-temps, seuls des champs
/// `status` ont changé.
pub unsafe fn from_c(note: *mut CNote) -> Result<Note, UnknownStatus> {
    todo!("reprendre la note à l'adresse {note:p}")
}
