//! Solution : faire traverser une note.
//!
//! Chaque type sans disposition promise a son jumeau : adresse et longueur pour `String` et
//! `Vec`, adresse éventuellement nulle pour `Option<Box<…>>`, numéro et union pour
//! l'énumération. Ce que les jumeaux ne portent pas, la capacité, est rendu avant le départ.

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

// ANCHOR: tranche
/// Des éléments alloués par Rust : `note_text` et `note_pages`.
#[repr(C)]
struct CSlice<T> {
    ptr: *mut T,
    len: usize,
}
// ANCHOR_END: tranche

/// L'état : un numéro, et les données que ce numéro annonce.
#[repr(C)]
struct CStatus {
    tag: u32,
    payload: CPayload,
}

/// Les données d'un état. Le `tag` dit lequel des deux champs a été écrit.
#[repr(C)]
union CPayload {
    copies: u32,
    hours: f64,
}

/// Le refus d'un état que `Status` ne connaît pas, avec son `tag`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownStatus(pub u32);

// ANCHOR: passages
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
// ANCHOR_END: passages

impl From<Status> for CStatus {
    fn from(status: Status) -> Self {
        let (tag, payload) = match status {
            Status::Draft => (0, CPayload { copies: 0 }),
            Status::Sent { copies } => (1, CPayload { copies }),
            Status::Postponed { hours } => (2, CPayload { hours }),
        };
        Self { tag, payload }
    }
}

impl CStatus {
    fn into_status(self) -> Result<Status, UnknownStatus> {
        // SÛRETÉ : les deux champs de l'union sont des nombres, où toute suite de bits est
        // permise ; le `tag` dit lequel a été écrit.
        unsafe {
            match self.tag {
                0 => Ok(Status::Draft),
                1 => Ok(Status::Sent {
                    copies: self.payload.copies,
                }),
                2 => Ok(Status::Postponed {
                    hours: self.payload.hours,
                }),
                tag => Err(UnknownStatus(tag)),
            }
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
