//! La limite : regardée avant d'allouer, et permise jusqu'au dernier octet.

use super::super::sujet::{LIMIT, TextError, read_text};
use super::allocateur::plus_grosse_demande;
use super::{memoire, memoire_de, paquet};

/// Une longueur absurde est refusée avant toute allocation.
#[test]
fn une_longueur_absurde_est_refusee_avant_toute_allocation() {
    let (store, memory) = memoire(0, b"");
    let view = memory.view(&store);
    for (ptr, len, attendu) in [
        (0, u32::MAX, TextError::TooLong),
        (0, LIMIT + 1, TextError::TooLong),
        (u32::MAX, LIMIT + 1, TextError::TooLong),
        // Permise, mais hors de cette mémoire.
        (0, LIMIT, TextError::OutOfBounds),
        (65535, LIMIT, TextError::OutOfBounds),
    ] {
        let (rendu, octets) = plus_grosse_demande(|| read_text(&view, paquet(ptr, len)));
        assert_eq!(
            rendu,
            Err(attendu),
            "{len} octets annoncés à l'adresse {ptr} : la longueur se compare à LIMIT avant de \
             regarder les bornes"
        );
        assert!(
            octets < 1024,
            "{len} octets annoncés à l'adresse {ptr}, refusés, mais l'hôte en avait d'abord \
             réservé {octets} : on regarde avant d'allouer"
        );
    }
}

/// La limite exacte est permise, en octets.
#[test]
fn la_limite_exacte_se_lit() {
    let texte = "é".repeat(LIMIT as usize / 2);
    let (store, memory) = memoire_de(20, 64, texte.as_bytes());
    let lu = read_text(&memory.view(&store), paquet(64, LIMIT));
    assert_eq!(
        lu.map(|lu| (lu.len(), lu == texte)),
        Ok((LIMIT as usize, true)),
        "LIMIT octets exactement : c'est permis"
    );
}
