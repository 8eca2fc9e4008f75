//! Attrapée par : `la_structure_a_la_taille_de_l_en_tete`, `le_c_lit_l_etat`, `le_c_lit_le_titre_et_les_pages`, `le_c_suit_l_adresse_de_la_reponse`, `un_etat_change_par_le_c_revient_change`, `un_etat_inconnu_est_refuse`, `un_refus_rend_aussi_tous_les_octets`
//!
//! `repr(C)` fixe la place des champs, pas ce qu'il y a dedans : une `String` ou une
//! énumération à données garde la forme que Rust lui a choisie, et le C n'y comprend rien.
//! Entre deux fonctions Rust compilées ensemble, l'aller et retour marche pourtant.

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
    title: String,
    pages: Vec<u32>,
    status: Status,
    reply_to: Option<Box<CNote>>,
}

/// Le refus d'un état que `Status` ne connaît pas, avec son `tag`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownStatus(pub u32);

impl From<Note> for CNote {
    fn from(note: Note) -> Self {
        Self {
            title: note.title,
            pages: note.pages,
            status: note.status,
            reply_to: note.reply_to.map(|reply| Box::new(Self::from(*reply))),
        }
    }
}

impl From<CNote> for Note {
    fn from(note: CNote) -> Self {
        Self {
            title: note.title,
            pages: note.pages,
            status: note.status,
            reply_to: note.reply_to.map(|reply| Box::new(Self::from(*reply))),
        }
    }
}

/// Cède une note au C. [`from_c`] doit la reprendre.
pub fn into_c(note: Note) -> *mut CNote {
    Box::into_raw(Box::new(note.into()))
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
    // SÛRETÉ : l'appelant garantit que l'adresse vient de `into_c`, et n'est reprise qu'ici.
    let note = unsafe { Box::from_raw(note) };
    Ok(Note::from(*note))
}
