//! Un allocateur qui retient la plus grosse demande du fil.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Espion;

thread_local! {
    static DEMANDE: Cell<usize> = const { Cell::new(0) };
}

fn noter(octets: usize) {
    // Un fil qui finit n'a plus de compteur : personne ne le lira.
    let _ = DEMANDE.try_with(|demande| demande.set(demande.get().max(octets)));
}

// SÛRETÉ : tout est confié à l'allocateur du système ; nous ne faisons que noter.
unsafe impl GlobalAlloc for Espion {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        noter(layout.size());
        // SÛRETÉ : les garanties de l'appelant.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        noter(layout.size());
        // SÛRETÉ : les garanties de l'appelant.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        noter(size);
        // SÛRETÉ : les garanties de l'appelant.
        unsafe { System.realloc(ptr, layout, size) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SÛRETÉ : les garanties de l'appelant.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATEUR: Espion = Espion;

/// Ce que rend `travail`, et la plus grosse place, en octets, qu'il a demandée d'un coup.
pub(super) fn plus_grosse_demande<T>(travail: impl FnOnce() -> T) -> (T, usize) {
    DEMANDE.set(0);
    let rendu = travail();
    (rendu, DEMANDE.get())
}
