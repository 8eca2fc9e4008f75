//! L'en-tête de l'énoncé, vu d'ici comme le C le voit.

use std::hint::black_box;
use std::slice;

use super::super::sujet::{CNote, Note, into_c};

#[repr(C)]
pub(super) struct VueNote {
    pub(super) title: Vue<u8>,
    pub(super) pages: Vue<u32>,
    pub(super) status: VueEtat,
    pub(super) reply_to: *mut VueNote,
}

#[repr(C)]
pub(super) struct Vue<T> {
    ptr: *const T,
    len: usize,
}

#[repr(C)]
pub(super) struct VueEtat {
    pub(super) tag: u32,
    pub(super) payload: VueCharge,
}

#[repr(C)]
pub(super) union VueCharge {
    pub(super) copies: u32,
    pub(super) hours: f64,
}

impl<T> Vue<T> {
    /// Lit les éléments, si leur nombre est celui qu'on attend : sinon, l'adresse ne serait
    /// peut-être pas une adresse.
    #[track_caller]
    pub(super) fn lire(&self, champ: &str, attendus: usize) -> &[T] {
        assert_eq!(
            self.len, attendus,
            "« {champ} » : le C lit ici la longueur ; dans l'en-tête, elle suit l'adresse"
        );
        if attendus == 0 {
            return &[];
        }
        assert!(
            !self.ptr.is_null() && self.ptr.is_aligned(),
            "« {champ} » : le C lit ici une adresse qui ne convient pas, {:p}",
            self.ptr
        );
        // SÛRETÉ : la longueur est la bonne et l'adresse plausible : `into_c` les a écrites.
        unsafe { slice::from_raw_parts(self.ptr, self.len) }
    }
}

impl VueEtat {
    /// L'état, tel que le C le lit.
    pub(super) fn lire(&self) -> String {
        // SÛRETÉ : les deux champs sont des nombres ; le `tag` dit lequel a été écrit.
        unsafe {
            match self.tag {
                0 => "0, brouillon".to_owned(),
                1 => format!("1, {} exemplaires", self.payload.copies),
                2 => format!("2, {} heures", self.payload.hours),
                autre => format!("{autre}, inconnu"),
            }
        }
    }
}

/// Cède une note au C. La pile est salie d'abord : un octet que `into_c` n'écrit pas ne vaut pas
/// zéro par hasard.
pub(super) fn ceder(note: Note) -> *mut CNote {
    salir_la_pile();
    let cedee = into_c(note);
    assert!(!cedee.is_null(), "into_c a rendu une adresse nulle");
    cedee
}

#[inline(never)]
fn salir_la_pile() {
    black_box(&mut [0xA5_u8; 16 * 1024]);
}

/// Montre une note au C.
#[track_caller]
pub(super) fn vue<'a>(note: *mut CNote) -> &'a mut VueNote {
    la_taille_convient();
    // SÛRETÉ : `CNote` a la taille et l'alignement de `VueNote`, et `into_c` vient de la créer.
    unsafe { &mut *note.cast::<VueNote>() }
}

/// Montre au C la note que l'on trouve en suivant `reply_to` tant de fois.
#[track_caller]
pub(super) fn vue_au_niveau<'a>(note: *mut CNote, niveau: usize) -> &'a mut VueNote {
    let mut vue = vue(note);
    for _ in 0..niveau {
        let suivante = vue.reply_to;
        assert!(
            !suivante.is_null() && suivante.is_aligned(),
            "une note qui répond à une autre en donne l'adresse"
        );
        // SÛRETÉ : l'adresse n'est pas nulle, et `into_c` y a mis une note.
        vue = unsafe { &mut *suivante };
    }
    vue
}

#[track_caller]
pub(super) fn la_taille_convient() {
    assert_eq!(
        (size_of::<CNote>(), align_of::<CNote>()),
        (size_of::<VueNote>(), align_of::<VueNote>()),
        "CNote n'a pas la taille et l'alignement de la structure `note` de l'en-tête : \
         y a-t-il tous les champs, et `#[repr(C)]` sur chaque type ?"
    );
}
