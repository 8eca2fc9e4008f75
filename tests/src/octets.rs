//! Compter les octets alloués : ce qu'une réponse ne rend pas se voit de l'allocateur.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static VIVANTS: Cell<isize> = const { Cell::new(0) };
}

/// Les octets alloués et pas encore libérés par ce fil d'exécution.
///
/// Seule une différence a un sens, entre deux instants d'un même fil, et si le programme a
/// [`AllocateurCompteur`] pour allocateur.
pub fn octets_vivants() -> isize {
    VIVANTS.get()
}

/// L'allocateur du système, qui compte les octets vivants de chaque fil d'exécution.
///
/// Il salit aussi la mémoire, neuve ou rendue : qui lit un octet qu'il n'a pas écrit, ou qu'il a
/// déjà rendu, n'y trouve pas un zéro complaisant.
///
/// ```ignore
/// #[global_allocator]
/// static COMPTEUR: AllocateurCompteur = AllocateurCompteur;
/// ```
#[derive(Debug)]
pub struct AllocateurCompteur;

// SÛRETÉ : tout le travail est celui de l'allocateur du système ; compter n'alloue rien, et seuls
// des octets du bloc sont écrits.
unsafe impl GlobalAlloc for AllocateurCompteur {
    unsafe fn alloc(&self, demande: Layout) -> *mut u8 {
        // SÛRETÉ : l'appelant donne à `alloc` ce qu'elle demande.
        let bloc = unsafe { System.alloc(demande) };
        if !bloc.is_null() {
            VIVANTS.set(VIVANTS.get() + demande.size() as isize);
            // SÛRETÉ : le bloc vient d'être alloué, de cette taille.
            unsafe { bloc.write_bytes(0xA5, demande.size()) };
        }
        bloc
    }

    unsafe fn dealloc(&self, bloc: *mut u8, demande: Layout) {
        VIVANTS.set(VIVANTS.get() - demande.size() as isize);
        // SÛRETÉ : l'appelant garantit que le bloc vient de `alloc`, avec cette demande, et ne
        // s'en sert plus.
        unsafe {
            bloc.write_bytes(0xDE, demande.size());
            System.dealloc(bloc, demande);
        }
    }
}
