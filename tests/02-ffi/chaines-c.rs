//! Ce que l'exercice `ffi/chaines-c` doit garantir.

use std::ffi::{CStr, CString};
use std::ptr;

use super::sujet::{TextError, read_c_str, read_slice};

#[path = "chaines-c/limites.rs"]
mod limites;
#[path = "chaines-c/positions.rs"]
mod positions;
#[path = "chaines-c/vers_le_c.rs"]
mod vers_le_c;

/// Des textes que les deux lectures doivent rendre tels quels.
const TEXTES: [&str; 5] = [" a\n", "où est l'œuf ?", "une plume 🪶", "日本語", "déjà"];

/// Lit un texte C valable.
fn lire_c(texte: &CStr) -> Result<&str, TextError> {
    // SÛRETÉ : un `CStr` finit par un octet nul et vit aussi longtemps que le résultat.
    unsafe { read_c_str(texte.as_ptr()) }
}

/// Lit des octets par leur adresse et leur longueur.
fn lire_tranche(octets: &[u8]) -> Result<&str, TextError> {
    // SÛRETÉ : la tranche est lisible et vit aussi longtemps que le résultat.
    unsafe { read_slice(octets.as_ptr(), octets.len()) }
}

/// Un texte C se lit sur place, jusqu'à son octet nul.
#[test]
fn un_texte_c_se_lit_jusqu_a_son_octet_nul() {
    for attendu in TEXTES {
        let octets = [attendu.as_bytes(), b"\0 la suite n'en est pas\0"].concat();
        let texte = CStr::from_bytes_until_nul(&octets).expect("il y a un octet nul");
        assert_eq!(lire_c(texte), Ok(attendu));
        assert!(
            lire_c(texte).is_ok_and(|lu| lu.as_ptr() == octets.as_ptr()),
            "« {attendu} » se lit sur place : une copie ne serait à personne"
        );
    }
    let long = CString::new("très long ".repeat(100_000)).expect("aucun octet nul");
    assert_eq!(
        lire_c(&long).map(str::len),
        Ok(long.count_bytes()),
        "onze cent mille octets avant l'octet nul, c'est long, mais possible"
    );
    assert_eq!(
        lire_c(c""),
        Ok(""),
        "un texte C vide n'a que son octet nul : il existe, et il est vide"
    );
}

/// Un texte se lit sur place, par son adresse et sa longueur en octets.
#[test]
fn un_texte_se_lit_par_son_adresse_et_sa_longueur() {
    for attendu in TEXTES {
        let octets = [attendu.as_bytes(), b" la suite n'en est pas"].concat();
        let tranche = &octets[..attendu.len()];
        assert_eq!(
            lire_tranche(tranche),
            Ok(attendu),
            "seuls les octets annoncés comptent : ici {}",
            attendu.len()
        );
        assert!(
            lire_tranche(tranche).is_ok_and(|lu| lu.as_ptr() == octets.as_ptr()),
            "« {attendu} » se lit sur place : une copie ne serait à personne"
        );
    }
    let long = "très long ".repeat(1 << 20);
    assert_eq!(
        lire_tranche(long.as_bytes()).map(str::len),
        Ok(long.len()),
        "onze millions d'octets, c'est long, mais possible"
    );
}

/// Une adresse nulle est refusée, quelle que soit la longueur annoncée.
#[test]
fn une_adresse_nulle_est_refusee() {
    // SÛRETÉ : une adresse nulle est permise, et doit être refusée.
    let texte_c = unsafe { read_c_str(ptr::null()) };
    assert_eq!(
        texte_c,
        Err(TextError::Null),
        "read_c_str(NULL) : il n'y a pas de texte à cette adresse"
    );
    for len in [1, 3, isize::MAX as usize, usize::MAX] {
        // SÛRETÉ : comme ci-dessus.
        let tranche = unsafe { read_slice(ptr::null(), len) };
        assert_eq!(
            tranche,
            Err(TextError::Null),
            "read_slice(NULL, {len}) : {len} octets annoncés, et nulle part où les lire"
        );
    }
}

/// Un texte vide n'a pas besoin d'adresse.
#[test]
fn un_texte_vide_n_a_pas_besoin_d_adresse() {
    for adresse in [ptr::null(), ptr::dangling()] {
        // SÛRETÉ : une longueur nulle ne demande aucun octet lisible.
        let vide = unsafe { read_slice(adresse, 0) };
        assert_eq!(
            vide,
            Ok(""),
            "read_slice({adresse:p}, 0) : zéro octet à lire, l'adresse ne compte pas"
        );
    }
}

/// Un octet nul fait partie d'un texte dont la longueur est donnée.
#[test]
fn un_octet_nul_interieur_fait_partie_du_texte() {
    for texte in ["avant\0après", "fin\0", "\0", "\0début", "a\0\0b"] {
        assert_eq!(
            lire_tranche(texte.as_bytes()),
            Ok(texte),
            "quand la longueur est donnée, un octet nul est un octet comme un autre"
        );
    }
}
