//! Le carburant : compté à l'instruction près, et rendu en entier à chaque appel.

use super::super::sujet::{FUEL, Stop};
use super::{cout, depenser, invite, lancer};

/// Chaque appel a tout son carburant.
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

/// Après une panne, le carburant revient.
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

/// L'instruction numéro FUEL est permise, la suivante ne l'est pas.
#[test]
fn le_carburant_se_compte_a_l_instruction_pres() {
    let tours = FUEL / 8 - 10;
    let reste = usize::try_from(FUEL - cout(tours)).expect("peu d'instructions");
    assert_eq!(
        lancer(&depenser(tours, reste, "(i32.const 1)")),
        Ok(1),
        "FUEL instructions exactement, une par point : c'est permis"
    );
    assert_eq!(
        lancer(&depenser(tours, reste + 1, "(i32.const 1)")),
        Err(Stop::OutOfFuel),
        "une instruction de plus que FUEL, quelle qu'elle soit : elle compte aussi"
    );
}

/// Le carburant qui reste ne s'ajoute pas à celui de l'appel suivant.
#[test]
fn le_carburant_ne_s_accumule_pas() {
    // Les dix premiers appels ne font presque rien ; le onzième dépense deux fois FUEL.
    let corps = format!(
        "(local $n i32)
         (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
         (if (i32.gt_u (i32.load (i32.const 0)) (i32.const 10))
           (then (loop $l
             (local.set $n (i32.add (local.get $n) (i32.const 1)))
             (br_if $l (i32.lt_u (local.get $n) (i32.const {}))))))
         (i32.const 5)",
        FUEL / 4
    );
    let mut invite = invite(&corps).unwrap_or_else(|_| panic!("cet invité se charge"));
    for appel in 1..=10 {
        assert_eq!(invite.run(), Ok(5), "appel {appel}");
    }
    assert_eq!(
        invite.run(),
        Err(Stop::OutOfFuel),
        "dix appels sobres ne donnent pas droit à un onzième onze fois plus long"
    );
}
