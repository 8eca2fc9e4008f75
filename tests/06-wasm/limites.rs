//! Ce que l'exercice `wasm/limites` doit garantir.

use super::sujet::{FUEL, Guest, Stop, load};

#[path = "limites/carburant.rs"]
mod carburant;
#[path = "limites/memoire.rs"]
mod memoire;

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

/// Un invité raisonnable répond.
#[test]
fn un_invite_raisonnable_repond() {
    assert_eq!(lancer("(i32.const 42)"), Ok(42));
}

/// Une boucle sans fin épuise le carburant, de quelque façon qu'elle soit écrite.
#[test]
fn une_boucle_sans_fin_epuise_le_carburant() {
    for boucle in [
        "(loop $l (br $l)) (i32.const 0)",
        "(loop $l (br_if $l (i32.const 1))) (i32.const 0)",
        "(loop $l (br_table $l $l (i32.const 0))) (i32.const 0)",
        "(loop $l (if (i32.const 1) (then (br $l)))) (i32.const 0)",
    ] {
        assert_eq!(lancer(boucle), Err(Stop::OutOfFuel), "{boucle}");
    }
}

/// Un vrai `unreachable` n'est pas une panne de carburant.
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
    let tours = FUEL / 8 - 10;
    let reste = usize::try_from(FUEL - cout(tours)).expect("peu d'instructions");
    assert_eq!(
        lancer(&depenser(tours, reste, "(block) unreachable")),
        Err(Stop::Trap),
        "le carburant finit juste avant cette instruction : il n'a pas manqué"
    );
}

/// Une récursion sans fin épuise la pile.
#[test]
fn une_recursion_sans_fin_epuise_la_pile() {
    let mut invite = invite("(call $run)").unwrap_or_else(|_| panic!("cet invité se charge"));
    for appel in 1..=3 {
        assert_eq!(invite.run(), Err(Stop::StackOverflow), "appel {appel}");
    }
}

/// Une boucle de `tours` tours, puis `instructions` instructions de plus, puis `fin`.
fn depenser(tours: u64, instructions: usize, fin: &str) -> String {
    let reste = "nop ".repeat(instructions);
    format!(
        "(local $n i32)
         (loop $l
           (local.set $n (i32.add (local.get $n) (i32.const 1)))
           (br_if $l (i32.lt_u (local.get $n) (i32.const {tours}))))
         {reste} {fin}"
    )
}

/// Ce que coûtent `loop`, un tour (huit instructions), la constante et les deux `end`.
fn cout(tours: u64) -> u64 {
    8 * tours + 4
}
