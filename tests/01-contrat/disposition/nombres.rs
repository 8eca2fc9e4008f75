//! Les grands nombres, et ceux dont l'alignement n'est pas la taille.

use std::mem::offset_of;

use super::super::sujet::{CType, field_offsets, layout_of};
use super::{comparer, du_compilateur, scalaire};

/// Les plus grands nombres suivent les mêmes règles que les petits.
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

/// L'alignement d'une structure est le plus grand, où que soit le champ qui le demande.
#[test]
fn le_plus_grand_alignement_peut_etre_n_importe_ou() {
    #[repr(C)]
    struct Debut(u64, u8, u16);
    #[repr(C)]
    struct Milieu(u16, u64, u8);
    #[repr(C)]
    struct Fin(u8, u16, u64);
    let (octet, court, long) = (scalaire::<u8>, scalaire::<u16>, scalaire::<u64>);
    let structures = [
        (vec![long(), octet(), court()], du_compilateur::<Debut>()),
        (vec![court(), long(), octet()], du_compilateur::<Milieu>()),
        (vec![octet(), court(), long()], du_compilateur::<Fin>()),
    ];
    for (champs, attendue) in structures {
        assert_eq!(
            layout_of(&CType::Struct(champs)),
            attendue,
            "un u64, un u16 et un u8, dans un certain ordre : l'alignement est celui du u64"
        );
    }
}

/// Un nombre peut être plus grand que son alignement, ou très aligné.
#[test]
fn l_alignement_n_est_pas_la_taille() {
    /// Huit octets alignés sur quatre, comme un `double` du C sur les anciens processeurs.
    #[repr(C)]
    struct Double([u32; 2]);
    /// Ce que demandent les instructions vectorielles des processeurs récents.
    #[repr(C, align(64))]
    struct Vecteur([u8; 64]);
    #[repr(C)]
    struct Mesure {
        debut: u8,
        double: Double,
        milieu: u8,
        vecteur: Vecteur,
        fin: u16,
    }
    let champs = [
        scalaire::<u8>(),
        scalaire::<Double>(),
        scalaire::<u8>(),
        scalaire::<Vecteur>(),
        scalaire::<u16>(),
    ];
    let places = [
        offset_of!(Mesure, debut),
        offset_of!(Mesure, double),
        offset_of!(Mesure, milieu),
        offset_of!(Mesure, vecteur),
        offset_of!(Mesure, fin),
    ];
    assert_eq!(
        field_offsets(&champs),
        places,
        "la taille et l'alignement sont deux nombres : ici, 8 et 4 pour l'un, 64 et 64 pour l'autre"
    );
    assert_eq!(
        layout_of(&CType::Struct(champs.to_vec())),
        du_compilateur::<Mesure>()
    );
}
