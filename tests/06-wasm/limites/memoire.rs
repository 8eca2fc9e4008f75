//! La mémoire : jusqu'où, et qui en décide.

use wasmer::sys::vm::MemoryError;
use wasmer::{MemoryType, Pages};

use super::super::sujet::{MEMORY, Stop, cap, load};
use super::lancer;

/// La mémoire ne grandit pas au-delà de la limite.
#[test]
fn la_memoire_ne_grandit_pas_au_dela_de_la_limite() {
    // `memory.grow` rend -1 quand il échoue : c'est à l'invité de s'en accommoder.
    assert_eq!(
        lancer("(memory.grow (i32.const 16))"),
        Ok(-1),
        "1 + 16 pages, {MEMORY:?} permises"
    );
    assert_eq!(
        lancer("(memory.grow (i32.const 15))"),
        Ok(1),
        "la limite exacte est permise"
    );
}

/// Lance un invité qui déclare `memoire` et demande `pages` pages de plus.
fn agrandir(memoire: &str, pages: u32) -> Result<i32, Stop> {
    let wat = format!(
        r#"(module (memory {memoire}) (func (export "run") (result i32) (memory.grow (i32.const {pages}))))"#
    );
    let invite = load(&wasmer::wat2wasm(wat.as_bytes()).unwrap());
    invite
        .unwrap_or_else(|_| panic!("cet invité se charge"))
        .run()
}

/// Un maximum déclaré plus petit est respecté.
#[test]
fn un_maximum_declare_plus_petit_est_respecte() {
    assert_eq!(
        agrandir("1 2", 2),
        Ok(-1),
        "l'invité s'est limité lui-même à 2 pages"
    );
}

/// Un maximum déclaré plus grand est baissé.
#[test]
fn un_maximum_declare_plus_grand_est_baisse() {
    assert_eq!(
        agrandir("1 1000", 16),
        Ok(-1),
        "l'invité déclare 1000 pages au plus : ce n'est pas à lui d'en décider"
    );
    assert_eq!(
        agrandir("1 1000", 15),
        Ok(1),
        "la limite exacte est permise"
    );
}

/// Une mémoire trop grande d'emblée est refusée.
#[test]
fn une_memoire_trop_grande_d_emblee_est_refusee() {
    for (pages, attendu) in [(16, true), (17, false), (65536, false)] {
        let wat = format!(
            r#"(module (memory {pages}) (func (export "run") (result i32) (i32.const 0)))"#
        );
        let charge = load(&wasmer::wat2wasm(wat.as_bytes()).unwrap());
        assert_eq!(
            charge.is_ok(),
            attendu,
            "{pages} pages demandées, {MEMORY:?} permises"
        );
    }
}

/// `cap` refuse ce qui dépasse, et baisse le reste.
#[test]
fn cap_refuse_ou_baisse() {
    for (minimum, maximum, attendu) in [
        (0, None, Some(16)),
        (1, Some(1000), Some(16)),
        (1, Some(17), Some(16)),
        (16, Some(16), Some(16)),
        (16, None, Some(16)),
        (1, Some(2), Some(2)),
        (0, Some(0), Some(0)),
    ] {
        let rendu = cap(&MemoryType::new(minimum, maximum, false));
        assert_eq!(
            rendu.ok(),
            Some(MemoryType::new(minimum, attendu, false)),
            "minimum {minimum}, maximum {maximum:?}"
        );
    }
    for minimum in [17, 1000, 65536] {
        let rendu = cap(&MemoryType::new(minimum, Some(Pages::max_value().0), false));
        assert!(
            matches!(rendu, Err(MemoryError::Generic(_))),
            "{minimum} pages d'emblée : attendu MemoryError::Generic, obtenu {rendu:?}"
        );
    }
}
