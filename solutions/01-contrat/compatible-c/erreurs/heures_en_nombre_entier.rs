//! Attrapée par : `le_c_lit_l_etat`, `un_etat_change_par_le_c_revient_change`, `une_note_revient_entiere`
//!
//! Un entier de huit octets a la taille de l'union : il évite `unsafe`, et perd ce qui n'est
//! pas un entier positif. Le C, lui, lit un `double` là où personne n'en a écrit.

use std::ptr;

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
    title: CSlice<u8>,
    pages: CSlice<u32>,
    status: CStatus,
    reply_to: *mut CNote,
}

/// Des éléments alloués par Rust : `note_text` et `note_pages`.
#[repr(C)]
struct CSlice<T> {
    ptr: *mut T,
    len: usize,
}

/// L'état : un numéro, et les données que ce numéro annonce.
#[repr(C)]
struct CStatus {
    tag: u32,
    payload: u64,
}

/// Le refus d'un état que `Status` ne connaît pas, avec son `tag`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownStatus(pub u32);

impl<T> CSlice<T> {
    /// Cède des éléments. La capacité en trop est rendue d'abord : elle ne voyage pas.
    fn new(values: Vec<T>) -> Self {
        let values = Box::into_raw(values.into_boxed_slice());
        Self {
            ptr: values.cast(),
            len: values.len(),
        }
    }

    /// Reprend des éléments.
    ///
    /// # Safety
    ///
    /// Ils viennent de `new` et n'ont pas encore été repris.
    unsafe fn into_vec(self) -> Vec<T> {
        let values = ptr::slice_from_raw_parts_mut(self.ptr, self.len);
        // SÛRETÉ : l'adresse et la longueur sont celles de la boîte que `new` a cédée, et
        // l'appelant garantit qu'elle n'est reprise qu'une fois.
        unsafe { Box::from_raw(values) }.into_vec()
    }
}

impl From<Status> for CStatus {
    fn from(status: Status) -> Self {
        let (tag, payload) = match status {
            Status::Draft => (0, 0),
            Status::Sent { copies } => (1, u64::from(copies)),
            Status::Postponed { hours } => (2, hours as u64),
        };
        Self { tag, payload }
    }
}

impl CStatus {
    fn into_status(self) -> Result<Status, UnknownStatus> {
        match self.tag {
            0 => Ok(Status::Draft),
            1 => Ok(Status::Sent {
                copies: self.payload as u32,
            }),
            2 => Ok(Status::Postponed {
                hours: self.payload as f64,
            }),
            tag => Err(UnknownStatus(tag)),
        }
    }
}

/// Cède une note au C. [`from_c`] doit la reprendre.
pub fn into_c(note: Note) -> *mut CNote {
    Box::into_raw(Box::new(CNote {
        title: CSlice::new(note.title.into_bytes()),
        pages: CSlice::new(note.pages),
        status: note.status.into(),
        reply_to: note
            .reply_to
            .map_or(ptr::null_mut(), |reply| into_c(*reply)),
    }))
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
    // Tout est repris avant de regarder la première erreur : un `?` ne laisse rien derrière lui.
    // SÛRETÉ : ces champs viennent de `into_c`, qui les a remplis par `CSlice::new`.
    let (title, pages) = unsafe { (note.title.into_vec(), note.pages.into_vec()) };
    let reply_to = if note.reply_to.is_null() {
        None
    } else {
        // SÛRETÉ : une adresse non nulle vient d'un appel imbriqué de `into_c`.
        Some(unsafe { from_c(note.reply_to) })
    };
    Ok(Note {
        title: String::from_utf8(title)
            .expect("le titre vient d'une String, et le C n'y touche pas"),
        pages,
        status: note.status.into_status()?,
        reply_to: reply_to.transpose()?.map(Box::new),
    })
}
