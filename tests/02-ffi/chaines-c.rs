//! Ce que l'exercice `ffi/chaines-c` doit garantir.

use std::ffi::CStr;
use std::ptr;

use super::sujet::{TextError, read_c_str, read_slice, to_c_string};

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

#[test]
fn un_texte_c_se_lit_jusqu_a_son_octet_nul() {
    assert_eq!(lire_c(c"où est l'œuf ?"), Ok("où est l'œuf ?"));
    assert_eq!(
        lire_c(c""),
        Ok(""),
        "un texte C vide n'a que son octet nul : il existe, et il est vide"
    );
}

#[test]
fn un_texte_se_lit_par_son_adresse_et_sa_longueur() {
    let phrase = c"où est l'œuf ?".to_bytes();
    assert_eq!(lire_tranche(phrase), Ok("où est l'œuf ?"));
    assert_eq!(
        lire_tranche(&phrase[..3]),
        Ok("où"),
        "seuls les octets annoncés comptent : ici 3, car « ù » en prend deux"
    );
}

#[test]
fn une_adresse_nulle_est_refusee() {
    // SÛRETÉ : les deux fonctions acceptent une adresse nulle, et doivent la refuser.
    let (texte_c, tranche) = unsafe { (read_c_str(ptr::null()), read_slice(ptr::null(), 3)) };
    assert_eq!(
        texte_c,
        Err(TextError::Null),
        "read_c_str(NULL) : il n'y a pas de texte à cette adresse"
    );
    assert_eq!(
        tranche,
        Err(TextError::Null),
        "read_slice(NULL, 3) : trois octets annoncés, et nulle part où les lire"
    );
}

#[test]
fn un_texte_vide_n_a_pas_besoin_d_adresse() {
    // SÛRETÉ : une longueur nulle ne demande aucun octet lisible.
    let vide = unsafe { read_slice(ptr::null(), 0) };
    assert_eq!(
        vide,
        Ok(""),
        "read_slice(NULL, 0) : zéro octet à lire, l'adresse ne compte pas"
    );
}

#[test]
fn un_texte_qui_n_est_pas_de_l_utf8_est_refuse() {
    let attendu = Err(TextError::InvalidUtf8 { valid_up_to: 1 });
    assert_eq!(
        lire_c(c"d\xE9j\xE0"),
        attendu,
        "« déjà » en Latin-1 : après « d », l'octet E9 n'est pas de l'UTF-8"
    );
    assert_eq!(
        lire_tranche(c"d\xE9j\xE0 vu".to_bytes()),
        attendu,
        "la même règle vaut pour un texte donné par sa longueur"
    );
    assert_eq!(
        lire_tranche(&c"déjà".to_bytes()[..2]),
        attendu,
        "une longueur peut couper un caractère en deux : la moitié n'est pas de l'UTF-8"
    );
}

#[test]
fn un_octet_nul_interieur_fait_partie_du_texte() {
    assert_eq!(
        lire_tranche(b"avant\0apr\xC3\xA8s"),
        Ok("avant\0après"),
        "quand la longueur est donnée, un octet nul est un octet comme un autre"
    );
}

// Le texte finit au bord d'une page interdite : si ce test est tué par le système, c'est
// qu'un octet de trop a été lu.
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

#[test]
fn une_longueur_impossible_est_refusee() {
    let texte = c"abc";
    // `-1` en C, une fois converti en `size_t`.
    let len = usize::MAX;
    // SÛRETÉ : au-delà de `isize::MAX`, rien n'est promis et rien ne doit être lu.
    let lu = unsafe { read_slice(texte.as_ptr().cast(), len) };
    assert_eq!(
        lu,
        Err(TextError::TooLong { len }),
        "aucune zone de mémoire ne dépasse isize::MAX octets : c'est à vérifier avant de lire"
    );
}

#[test]
fn un_texte_prepare_pour_le_c_se_relit() {
    for phrase in ["", "où est l'œuf ?"] {
        let texte = to_c_string(phrase).expect("ce texte n'a pas d'octet nul");
        assert_eq!(texte.as_bytes_with_nul().last(), Some(&0));
        assert_eq!(lire_c(&texte), Ok(phrase), "l'aller et retour ne perd rien");
    }
}

#[test]
fn un_octet_nul_interieur_n_entre_pas_dans_un_texte_c() {
    assert_eq!(
        to_c_string("avant\0après"),
        Err(TextError::InnerNul { position: 5 }),
        "le C s'arrêterait à l'octet nul : la fin du texte serait perdue sans un mot"
    );
}
