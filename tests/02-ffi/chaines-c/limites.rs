//! La longueur : tout ce qu'elle annonce, et rien de plus.

use super::super::sujet::{TextError, read_slice};

/// La longueur suffit, sans octet nul.
///
/// Le texte finit au bord d'une page interdite : si ce test est tué par le système, c'est
/// qu'un octet de trop a été lu.
#[test]
fn la_longueur_suffit_sans_octet_nul() {
    let phrase = "sans octet nul à la fin";
    let adresse = temoin_bord_de_page::place_bytes(phrase.as_bytes()).expect("deux pages");
    // SÛRETÉ : ces octets sont lisibles, et ne sont jamais rendus au système.
    let lu = unsafe { read_slice(adresse, phrase.len()) };
    assert_eq!(
        lu,
        Ok(phrase),
        "la longueur suffit : ce texte n'a pas d'octet nul"
    );
}

/// Une longueur qu'aucune zone de mémoire ne peut avoir est refusée.
#[test]
fn une_longueur_impossible_est_refusee() {
    let texte = c"abc";
    // La première au-delà, et `-1` en C, une fois converti en `size_t`.
    for len in [isize::MAX as usize + 1, usize::MAX - 1, usize::MAX] {
        // SÛRETÉ : au-delà de `isize::MAX`, rien n'est promis et rien ne doit être lu.
        let lu = unsafe { read_slice(texte.as_ptr().cast(), len) };
        assert_eq!(
            lu,
            Err(TextError::TooLong { len }),
            "aucune zone de mémoire ne dépasse isize::MAX octets : c'est à vérifier avant de lire"
        );
    }
}
