//! Ce que l'exercice `wasm/limites` doit garantir.

use super::sujet::{Guest, MEMORY, Stop, load};

fn invite(corps: &str) -> Result<Guest, Stop> {
    let wat = format!(
        r#"(module (memory (export "memory") 1) (func $run (export "run") (result i32) {corps}))"#
    );
    load(&wasmer::wat2wasm(wat.as_bytes()).expect("le WAT du contrôle est juste"))
}

fn lancer(corps: &str) -> Result<i32, Stop> {
    invite(corps)
        .unwrap_or_else(|_| panic!("cet invité se charge : {corps}"))
        .run()
}

#[test]
fn un_invite_raisonnable_repond() {
    assert_eq!(lancer("(i32.const 42)"), Ok(42));
}

#[test]
fn une_boucle_sans_fin_epuise_le_carburant() {
    assert_eq!(
        lancer("(loop $l (br $l)) (i32.const 0)"),
        Err(Stop::OutOfFuel)
    );
}

#[test]
fn un_vrai_unreachable_n_est_pas_une_panne_de_carburant() {
    assert_eq!(
        lancer("unreachable"),
        Err(Stop::Trap),
        "pour wasmer, les deux sont « unreachable » : seul le compteur les distingue"
    );
    assert_eq!(
        lancer("(i32.div_u (i32.const 1) (i32.const 0))"),
        Err(Stop::Trap)
    );
}

#[test]
fn une_recursion_sans_fin_epuise_la_pile() {
    assert_eq!(lancer("(call $run)"), Err(Stop::StackOverflow));
}

#[test]
fn chaque_appel_a_tout_son_carburant() {
    // Un peu plus de 600 000 instructions : deux appels en font plus que FUEL.
    let mut invite = invite(
        "(local $n i32)
         (loop $l
           (local.set $n (i32.add (local.get $n) (i32.const 1)))
           (br_if $l (i32.lt_u (local.get $n) (i32.const 75000))))
         (local.get $n)",
    )
    .unwrap_or_else(|_| panic!("cet invité se charge"));
    for appel in 1..=3 {
        assert_eq!(
            invite.run(),
            Ok(75000),
            "appel {appel} : le carburant se rend à chaque appel, sinon un invité honnête \
             finit par en manquer"
        );
    }
}

#[test]
fn apres_une_panne_le_carburant_revient() {
    let mut invite = invite(
        "(if (i32.eqz (i32.load (i32.const 0)))
           (then (i32.store (i32.const 0) (i32.const 1)) (loop $l (br $l))))
         (i32.const 5)",
    )
    .unwrap_or_else(|_| panic!("cet invité se charge"));
    assert_eq!(invite.run(), Err(Stop::OutOfFuel));
    assert_eq!(
        invite.run(),
        Ok(5),
        "le compteur « épuisé » aussi se remet à zéro"
    );
}

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

#[test]
fn un_maximum_declare_plus_petit_est_respecte() {
    assert_eq!(
        agrandir("1 2", 2),
        Ok(-1),
        "l'invité s'est limité lui-même à 2 pages"
    );
}

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
