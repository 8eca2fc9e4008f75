//! Des tableaux et des structures les uns dans les autres.

use std::mem::offset_of;

use super::super::sujet::{CType, layout_of};
use super::{Paire, comparer, du_compilateur, paire, scalaire, tableau};

/// Un tableau a l'alignement de son élément, si grand qu'il soit.
#[test]
fn un_tableau_a_l_alignement_de_son_element() {
    #[repr(C)]
    struct Trame {
        debut: u8,
        mots: [u16; 3],
        octets: [u8; 5],
        fin: u16,
    }
    comparer(
        "{ u8, [u16; 3], [u8; 5], u16 }",
        "Un tableau a l'alignement de son élément, si grand qu'il soit.",
        vec![
            scalaire::<u8>(),
            tableau(scalaire::<u16>(), 3),
            tableau(scalaire::<u8>(), 5),
            scalaire::<u16>(),
        ],
        &[
            offset_of!(Trame, debut),
            offset_of!(Trame, mots),
            offset_of!(Trame, octets),
            offset_of!(Trame, fin),
        ],
        du_compilateur::<Trame>(),
    );
}

/// Un tableau de tableaux compte tous ses éléments.
#[test]
fn un_tableau_de_tableaux_compte_tous_ses_elements() {
    let deux = tableau(tableau(scalaire::<u16>(), 3), 5);
    assert_eq!(
        layout_of(&deux),
        du_compilateur::<[[u16; 3]; 5]>(),
        "[[u16; 3]; 5] : cinq fois trois éléments"
    );
    let trois = tableau(tableau(tableau(paire(), 2), 3), 7);
    assert_eq!(
        layout_of(&trois),
        du_compilateur::<[[[Paire; 2]; 3]; 7]>(),
        "[[[{{ u32, u8 }}; 2]; 3]; 7] : sept fois trois fois deux éléments"
    );
}

/// Une structure imbriquée garde son alignement et tout son remplissage.
#[test]
fn une_structure_imbriquee_garde_sa_disposition() {
    #[repr(C)]
    struct Enveloppe {
        avant: u8,
        paire: Paire,
        apres: u8,
    }
    comparer(
        "{ u8, { u32, u8 }, u8 }",
        "Une structure imbriquée garde son alignement et tout son remplissage.",
        vec![scalaire::<u8>(), paire(), scalaire::<u8>()],
        &[
            offset_of!(Enveloppe, avant),
            offset_of!(Enveloppe, paire),
            offset_of!(Enveloppe, apres),
        ],
        du_compilateur::<Enveloppe>(),
    );
}

/// À trois niveaux, chaque structure garde encore son remplissage.
#[test]
fn trois_niveaux_gardent_chacun_leur_remplissage() {
    #[repr(C)]
    struct Milieu {
        paire: Paire,
        drapeau: u8,
    }
    #[repr(C)]
    struct Dehors {
        avant: u16,
        milieux: [Milieu; 2],
        milieu: Milieu,
        apres: u8,
    }
    let milieu = || CType::Struct(vec![paire(), scalaire::<u8>()]);
    comparer(
        "{ u16, [{ { u32, u8 }, u8 }; 2], { { u32, u8 }, u8 }, u8 }",
        "À chaque niveau, la taille d'une structure compte tout son remplissage.",
        vec![
            scalaire::<u16>(),
            tableau(milieu(), 2),
            milieu(),
            scalaire::<u8>(),
        ],
        &[
            offset_of!(Dehors, avant),
            offset_of!(Dehors, milieux),
            offset_of!(Dehors, milieu),
            offset_of!(Dehors, apres),
        ],
        du_compilateur::<Dehors>(),
    );
}

/// Chaque élément d'un tableau occupe toute la taille de la structure.
#[test]
fn un_tableau_de_structures_compte_leur_remplissage() {
    #[repr(C)]
    struct Serie {
        avant: u16,
        paires: [Paire; 3],
        apres: u8,
    }
    comparer(
        "{ u16, [{ u32, u8 }; 3], u8 }",
        "Chaque élément d'un tableau occupe toute la taille de la structure.",
        vec![scalaire::<u16>(), tableau(paire(), 3), scalaire::<u8>()],
        &[
            offset_of!(Serie, avant),
            offset_of!(Serie, paires),
            offset_of!(Serie, apres),
        ],
        du_compilateur::<Serie>(),
    );
}
