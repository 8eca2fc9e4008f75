//! Mesurer la mémoire que prend un travail, par un allocateur qui compte.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Un allocateur qui compte les octets en service, et retient leur plus grand nombre.
pub(crate) struct CountingAllocator;

static USED: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SÛRETÉ : tout est délégué à l'allocateur du système ; nous ne faisons que compter.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let used = USED.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(used, Ordering::Relaxed);
        // SÛRETÉ : les obligations de l'appelant sont celles de `System`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        USED.fetch_sub(layout.size(), Ordering::Relaxed);
        // SÛRETÉ : les obligations de l'appelant sont celles de `System`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Retient les autres tests du programme, qui se partagent l'allocateur, tant que le garde vit.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Fait `work` ; rend sa réponse, et le plus d'octets qu'il a tenus à la fois.
pub(crate) fn peak<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = USED.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let answer = work();
    let used = PEAK.load(Ordering::Relaxed).saturating_sub(before);
    (answer, used)
}
