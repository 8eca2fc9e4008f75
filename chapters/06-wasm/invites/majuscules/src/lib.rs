//! Le module « majuscules » sans la bibliothèque standard (`no_std`) : `core`, `alloc` et un
//! allocateur de vingt lignes.
//!
//! Se compile par `cargo atelier invites majuscules`.

#![no_std]

extern crate alloc;

use alloc::alloc::{GlobalAlloc, Layout};
use alloc::boxed::Box;
use core::cell::Cell;
use core::{ptr, slice, str};

// ANCHOR: presentation
static NAME: &str = "majuscules";
static VERSION: &str = "1.0.0";

#[unsafe(no_mangle)]
extern "C" fn abi_version() -> i32 {
    1
}

#[unsafe(no_mangle)]
extern "C" fn name() -> i64 {
    pack(NAME.as_ptr(), NAME.len())
}

#[unsafe(no_mangle)]
extern "C" fn version() -> i64 {
    pack(VERSION.as_ptr(), VERSION.len())
}

#[unsafe(no_mangle)]
extern "C" fn status() -> i32 {
    0 // ce module ne refuse aucun texte
}

/// L'adresse dans les 32 bits hauts, la longueur dans les 32 bits bas.
fn pack(ptr: *const u8, len: usize) -> i64 {
    ((ptr as usize as u64) << 32 | len as u64) as i64
}
// ANCHOR_END: presentation

// ANCHOR: execute
/// Traite le texte que l'hôte a copié à l'adresse `ptr`.
#[unsafe(no_mangle)]
extern "C" fn execute(ptr: *const u8, len: usize) -> i64 {
    if len == 0 {
        return 0;
    }
    // SÛRETÉ : l'hôte a écrit `len` octets d'UTF-8 dans le tampon qu'`alloc` lui a donné, et
    // rien d'autre ne tourne dans cette instance pendant l'appel.
    let text = unsafe { str::from_utf8_unchecked(slice::from_raw_parts(ptr, len)) };
    let answer: Box<str> = text.to_uppercase().into_boxed_str();
    let len = answer.len();
    // L'hôte rendra ce tampon à `dealloc`.
    pack(Box::into_raw(answer).cast(), len)
}
// ANCHOR_END: execute

// ANCHOR: alloc
/// Donne `len` octets, ou 0.
#[unsafe(no_mangle)]
extern "C" fn alloc(len: usize) -> *mut u8 {
    match Layout::array::<u8>(len) {
        // SÛRETÉ : la taille n'est pas nulle.
        Ok(layout) if len > 0 => unsafe { alloc::alloc::alloc(layout) },
        _ => ptr::null_mut(),
    }
}

/// Reprend un tampon donné par `alloc` ou par `execute`.
///
/// # Safety
///
/// `ptr` et `len` sont ceux d'un tampon donné, et il n'est rendu qu'une fois.
#[unsafe(no_mangle)]
unsafe extern "C" fn dealloc(ptr: *mut u8, len: usize) {
    if let (Ok(layout), false) = (Layout::array::<u8>(len), ptr.is_null()) {
        // SÛRETÉ : l'hôte rend ce qu'il a reçu, avec la même longueur.
        unsafe { alloc::alloc::dealloc(ptr, layout) }
    }
}
// ANCHOR_END: alloc

// ANCHOR: allocateur
/// Un allocateur qui avance (*bump allocator*) : il ne reprend que le dernier tampon donné,
/// et repart de zéro quand tout est rendu.
struct Bump {
    next: Cell<usize>,
    alive: Cell<usize>,
}

const HEAP_BYTES: usize = 8 << 20;
const PAGE_BYTES: usize = 64 << 10;

// SÛRETÉ : sans fils d'exécution, une instance n'exécute qu'une fonction à la fois.
unsafe impl Sync for Bump {}

#[global_allocator]
static HEAP: Bump = Bump {
    next: Cell::new(0),
    alive: Cell::new(0),
};

// SÛRETÉ : les zones données sont alignées, ne se recouvrent pas tant qu'elles vivent, et
// sont dans la mémoire, agrandie s'il le faut.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if self.alive.get() == 0 {
            self.next.set(heap_base());
        }
        let start = self.next.get().next_multiple_of(layout.align());
        let Some(end) = start.checked_add(layout.size()) else {
            return ptr::null_mut();
        };
        if end > heap_base() + HEAP_BYTES || !ensure(end) {
            return ptr::null_mut();
        }
        self.next.set(end);
        self.alive.set(self.alive.get() + 1);
        start as *mut u8
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        self.alive.set(self.alive.get() - 1);
        if self.next.get() == ptr as usize + layout.size() {
            self.next.set(ptr as usize);
        }
    }
}

/// Agrandit la mémoire pour que l'adresse `end` en fasse partie.
fn ensure(end: usize) -> bool {
    let size = core::arch::wasm32::memory_size(0) * PAGE_BYTES;
    let missing = end.saturating_sub(size).div_ceil(PAGE_BYTES);
    missing == 0 || core::arch::wasm32::memory_grow(0, missing) != usize::MAX
}
// ANCHOR_END: allocateur

/// Où finissent les données du module : l'éditeur de liens y place ce symbole.
fn heap_base() -> usize {
    unsafe extern "C" {
        static __heap_base: u8;
    }
    &raw const __heap_base as usize
}

// ANCHOR: panique
/// Sans bibliothèque standard, il faut dire ce que fait une panique : une faute, que l'hôte
/// attrape.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
// ANCHOR_END: panique
