//! Ce que l'exercice `contrat/disposition` doit garantir.

use std::mem::offset_of;

use verifications::instantane;

use super::sujet::{CType, Layout, field_offsets, layout_of};

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

#[test]
fn un_nombre_a_la_disposition_donnee() {
    let donnee = Layout { size: 4, align: 2 };
    assert_eq!(
        layout_of(&CType::Scalar(donnee)),
        donnee,
        "la disposition d'un scalaire est donnée : il n'y a rien à calculer"
    );
}

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

#[test]
fn les_plus_grands_nombres_suivent_les_memes_regles() {
    #[repr(C)]
    struct Releve {
        adresse: *const u8,
        court: u16,
        mesure: f64,
        long: u64,
        octet: u8,
    }
    comparer(
        "{ *const u8, u16, f64, u64, u8 }",
        "Les règles sont les mêmes, quel que soit le nombre.",
        vec![
            scalaire::<*const u8>(),
            scalaire::<u16>(),
            scalaire::<f64>(),
            scalaire::<u64>(),
            scalaire::<u8>(),
        ],
        &[
            offset_of!(Releve, adresse),
            offset_of!(Releve, court),
            offset_of!(Releve, mesure),
            offset_of!(Releve, long),
            offset_of!(Releve, octet),
        ],
        du_compilateur::<Releve>(),
    );
}

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
