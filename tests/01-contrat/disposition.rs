//! Ce que l'exercice `contrat/disposition` doit garantir.

use std::mem::offset_of;

use verifications::instantane;

use super::sujet::{CType, Layout, field_offsets, layout_of};

#[path = "disposition/hasard.rs"]
mod hasard;
#[path = "disposition/imbriques.rs"]
mod imbriques;
#[path = "disposition/nombres.rs"]
mod nombres;
#[path = "disposition/vide.rs"]
mod vide;

/// La disposition que le compilateur donne à `T`.
fn du_compilateur<T>() -> Layout {
    Layout {
        size: size_of::<T>(),
        align: align_of::<T>(),
    }
}

fn scalaire<T>() -> CType {
    CType::Scalar(du_compilateur::<T>())
}

fn tableau(element: CType, len: usize) -> CType {
    CType::Array {
        element: Box::new(element),
        len,
    }
}

/// Compare la structure décrite à la vraie, que le compilateur a disposée. `regle` est celle
/// que le test met à l'épreuve.
fn comparer(
    description: &str,
    regle: &str,
    champs: Vec<CType>,
    places: &[usize],
    attendue: Layout,
) {
    assert_eq!(
        field_offsets(&champs),
        places,
        "la place des champs de {description} : à gauche la vôtre, à droite celle du compilateur. {regle}"
    );
    assert_eq!(
        layout_of(&CType::Struct(champs)),
        attendue,
        "{description} : à gauche votre réponse, à droite celle du compilateur. {regle}"
    );
}

/// Une structure du C à deux champs : `{ u32, u8 }`, huit octets dont trois de remplissage.
#[repr(C)]
struct Paire {
    grand: u32,
    petit: u8,
}

fn paire() -> CType {
    CType::Struct(vec![scalaire::<u32>(), scalaire::<u8>()])
}

/// La disposition d'un nombre est celle qu'on donne.
#[test]
fn un_nombre_a_la_disposition_donnee() {
    let donnee = Layout { size: 4, align: 2 };
    assert_eq!(
        layout_of(&CType::Scalar(donnee)),
        donnee,
        "la disposition d'un scalaire est donnée : il n'y a rien à calculer"
    );
}

/// Un champ commence au premier multiple de son alignement.
#[test]
fn un_champ_commence_a_un_multiple_de_son_alignement() {
    #[repr(C)]
    struct Mesure {
        a: u8,
        b: u32,
        c: u16,
        d: u16,
    }
    comparer(
        "{ u8, u32, u16, u16 }",
        "Un champ commence au premier multiple de son alignement.",
        vec![
            scalaire::<u8>(),
            scalaire::<u32>(),
            scalaire::<u16>(),
            scalaire::<u16>(),
        ],
        &[
            offset_of!(Mesure, a),
            offset_of!(Mesure, b),
            offset_of!(Mesure, c),
            offset_of!(Mesure, d),
        ],
        du_compilateur::<Mesure>(),
    );
}

/// La taille d'une structure est un multiple de son alignement.
#[test]
fn une_structure_finit_a_un_multiple_de_son_alignement() {
    comparer(
        "{ u32, u8 }",
        "La taille d'une structure est un multiple de son alignement.",
        vec![scalaire::<u32>(), scalaire::<u8>()],
        &[offset_of!(Paire, grand), offset_of!(Paire, petit)],
        du_compilateur::<Paire>(),
    );
}

/// Les places et les tailles suffisent à dessiner une structure.
#[test]
fn le_plan_d_une_structure_se_dessine() {
    let champs = vec![
        scalaire::<u8>(),
        tableau(paire(), 2),
        scalaire::<u8>(),
        scalaire::<u16>(),
    ];
    let noms = ["u8", "[{ u32, u8 }; 2]", "u8", "u16"];
    let mut plan = Vec::new();
    let mut fin = 0;
    for ((nom, champ), place) in noms.iter().zip(&champs).zip(field_offsets(&champs)) {
        if place > fin {
            plan.push(format!("{fin:>2}..{place:<2} remplissage"));
        }
        fin = place + layout_of(champ).size;
        plan.push(format!("{place:>2}..{fin:<2} {nom}"));
    }
    let Layout { size, align } = layout_of(&CType::Struct(champs));
    plan.push(format!("taille {size}, alignement {align}"));
    instantane!("plan", plan.join("\n"));
}
