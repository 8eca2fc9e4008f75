//! L'allocateur du système, qui compte, fil par fil, ce qui n'est pas rendu comme il faut.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr;

struct Compteur;

thread_local! {
    static OCTETS: Cell<isize> = const { Cell::new(0) };
    static MAL_RENDUS: Cell<usize> = const { Cell::new(0) };
}

/// Les octets pris par ce fil et pas encore rendus.
pub(super) fn octets() -> isize {
    OCTETS.get()
}

/// Combien de zones ce fil a rendues avec une autre disposition que celle de sa demande.
pub(super) fn mal_rendus() -> usize {
    MAL_RENDUS.get()
}

/// Devant chaque zone, la disposition demandée : de quoi la comparer à celle du retour.
const EN_TETE: usize = size_of::<Layout>();

/// La place de l'en-tête et de la zone, et où la zone y commence.
fn avec_en_tete(demande: Layout) -> Option<(Layout, usize)> {
    let decalage = EN_TETE.max(demande.align());
    let taille = demande.size().checked_add(decalage)?;
    let alignement = demande.align().max(align_of::<Layout>());
    let place = Layout::from_size_align(taille, alignement).ok()?;
    Some((place, decalage))
}

// SÛRETÉ : tout est confié à l'allocateur du système, avec la place d'un en-tête en plus.
unsafe impl GlobalAlloc for Compteur {
    unsafe fn alloc(&self, demande: Layout) -> *mut u8 {
        let Some((place, decalage)) = avec_en_tete(demande) else {
            return ptr::null_mut();
        };
        // SÛRETÉ : cette place n'est pas vide.
        let debut = unsafe { System.alloc(place) };
        if debut.is_null() {
            return debut;
        }
        OCTETS.set(OCTETS.get() + demande.size() as isize);
        // SÛRETÉ : l'en-tête et la zone tiennent dans la place donnée ; l'en-tête finit là où la
        // zone commence, à une adresse alignée pour lui.
        unsafe {
            let zone = debut.add(decalage);
            zone.sub(EN_TETE).cast::<Layout>().write(demande);
            zone
        }
    }

    unsafe fn dealloc(&self, zone: *mut u8, rendue: Layout) {
        OCTETS.set(OCTETS.get() - rendue.size() as isize);
        // SÛRETÉ : `alloc` a écrit cet en-tête juste devant la zone.
        let demande = unsafe { zone.sub(EN_TETE).cast::<Layout>().read() };
        if demande != rendue {
            MAL_RENDUS.set(MAL_RENDUS.get() + 1);
        }
        let Some((place, decalage)) = avec_en_tete(demande) else {
            return;
        };
        // SÛRETÉ : la place qu'`alloc` avait prise, d'après la demande d'alors.
        unsafe { System.dealloc(zone.sub(decalage), place) };
    }
}

#[global_allocator]
static ALLOCATEUR: Compteur = Compteur;
