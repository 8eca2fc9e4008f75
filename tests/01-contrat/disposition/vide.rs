//! Ce qui n'a pas d'élément, ou pas de champ.

use std::mem::offset_of;

use super::super::sujet::{CType, layout_of};
use super::{comparer, du_compilateur, scalaire, tableau};

/// Une structure sans champ et un tableau vide ont encore un alignement.
#[test]
fn ce_qui_est_vide_a_encore_un_alignement() {
    let rien = std::panic::catch_unwind(|| layout_of(&CType::Struct(vec![])));
    assert!(
        rien.is_ok(),
        "layout_of a paniqué pour une structure sans champ : quand il n'y a pas de champ, le plus \
         grand alignement n'existe pas ; la règle dit alors 1"
    );
    #[repr(C)]
    struct Rien {}
    comparer(
        "une structure sans champ",
        "Sans champ, la taille est 0 et l'alignement 1.",
        vec![],
        &[],
        du_compilateur::<Rien>(),
    );

    #[repr(C)]
    struct Souple {
        octet: u8,
        suite: [u32; 0],
    }
    comparer(
        "{ u8, [u32; 0] }",
        "Un tableau vide n'a pas de taille, mais il garde l'alignement de son élément.",
        vec![scalaire::<u8>(), tableau(scalaire::<u32>(), 0)],
        &[offset_of!(Souple, octet), offset_of!(Souple, suite)],
        du_compilateur::<Souple>(),
    );
}

/// Rien, répété ou imbriqué, ne prend toujours pas de place.
#[test]
fn rien_ne_prend_pas_de_place() {
    #[repr(C)]
    struct Rien {}
    #[repr(C)]
    struct Entre {
        avant: u8,
        rien: Rien,
        riens: [Rien; 9],
        apres: u8,
    }
    let rien = || CType::Struct(vec![]);
    comparer(
        "{ u8, {}, [{}; 9], u8 }",
        "Une structure sans champ a la taille 0, même répétée neuf fois.",
        vec![
            scalaire::<u8>(),
            rien(),
            tableau(rien(), 9),
            scalaire::<u8>(),
        ],
        &[
            offset_of!(Entre, avant),
            offset_of!(Entre, rien),
            offset_of!(Entre, riens),
            offset_of!(Entre, apres),
        ],
        du_compilateur::<Entre>(),
    );

    #[repr(C)]
    struct Alignee {
        aucun: [u64; 0],
    }
    comparer(
        "{ [u64; 0] }",
        "La taille 0 est déjà un multiple de 8 : il n'y a rien à arrondir.",
        vec![tableau(scalaire::<u64>(), 0)],
        &[offset_of!(Alignee, aucun)],
        du_compilateur::<Alignee>(),
    );
}
