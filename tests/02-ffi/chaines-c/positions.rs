//! Ce qui n'est pas de l'UTF-8 : chaque refus dit où.

use std::ffi::CString;

use super::super::sujet::TextError;
use super::{lire_c, lire_tranche};

/// Des octets, et la position du premier qui n'est pas de l'UTF-8.
const ILLISIBLES: [(&[u8], usize, &str); 9] = [
    (b"\xE9", 0, "un « é » en Latin-1"),
    (b"d\xE9j\xE0 vu", 1, "« déjà » en Latin-1"),
    (
        b"d\xC3\xA9j\xE0",
        4,
        "un « é » en UTF-8, puis un « à » en Latin-1",
    ),
    (
        b"\xF0\x9F\xAA\xB6 \xFF",
        5,
        "un emoji de quatre octets, une espace, puis FF",
    ),
    (
        b"une plume \xF0\x9F\xAA",
        10,
        "un emoji coupé avant son dernier octet",
    ),
    (b"o\xC3", 1, "un « ù » coupé en deux"),
    (
        b"\xE6\x97\xA5 \xE6\x9C",
        4,
        "deux caractères de trois octets, le second coupé",
    ),
    (
        b"a\xED\xA0\x80",
        1,
        "une moitié de caractère UTF-16, qui n'est pas de l'UTF-8",
    ),
    (
        b"a\xC1\x81",
        1,
        "un « A » écrit sur deux octets, ce que l'UTF-8 interdit",
    ),
];

/// Un texte qui n'est pas de l'UTF-8 est refusé, avec la position du premier octet en cause.
#[test]
fn un_texte_qui_n_est_pas_de_l_utf8_est_refuse() {
    for (octets, valid_up_to, quoi) in ILLISIBLES {
        assert_eq!(
            lire_tranche(octets),
            Err(TextError::InvalidUtf8 { valid_up_to }),
            "read_slice, {quoi} : {valid_up_to} octets sont valables avant le premier en cause"
        );
    }
}

/// La même règle vaut pour un texte C.
#[test]
fn un_texte_c_qui_n_est_pas_de_l_utf8_est_refuse() {
    for (octets, valid_up_to, quoi) in ILLISIBLES {
        let texte = CString::new(octets).expect("aucun octet nul");
        assert_eq!(
            lire_c(&texte),
            Err(TextError::InvalidUtf8 { valid_up_to }),
            "read_c_str, {quoi} : {valid_up_to} octets sont valables avant le premier en cause"
        );
    }
}
