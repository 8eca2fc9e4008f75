//! Les textes que l'hôte prépare pour le C.

use super::super::sujet::{TextError, to_c_string};
use super::{TEXTES, lire_c};

/// Un texte préparé pour le C se relit, octet pour octet.
#[test]
fn un_texte_prepare_pour_le_c_se_relit() {
    for phrase in TEXTES.into_iter().chain(["", " avec des blancs \n"]) {
        let texte = to_c_string(phrase).expect("ce texte n'a pas d'octet nul");
        assert_eq!(
            texte.as_bytes_with_nul(),
            [phrase.as_bytes(), b"\0"].concat(),
            "les octets du texte, et un seul octet nul à la fin"
        );
        assert_eq!(lire_c(&texte), Ok(phrase), "l'aller et retour ne perd rien");
    }
}

/// Un octet nul n'entre pas dans un texte C, et le refus dit où est le premier.
#[test]
fn un_octet_nul_interieur_n_entre_pas_dans_un_texte_c() {
    for (texte, position) in [
        ("avant\0après", 5),
        ("été\0", 5),
        ("\0", 0),
        ("fin\0", 3),
        ("une plume 🪶 et\0 deux\0", 17),
    ] {
        assert_eq!(
            to_c_string(texte),
            Err(TextError::InnerNul { position }),
            "{texte:?} : le C s'arrêterait à l'octet nul, le texte perdrait sa fin sans un mot ; \
             la position se compte en octets"
        );
    }
}
