//! Ce que le greffon refuse, et l'état où un refus le laisse.

use std::ptr;

use ch_ffi::abi::{PluginBuffer, PluginStatus, PluginStr};

use super::greffon::{Instance, fonction, table};

/// Des textes qui ne sont pas de l'UTF-8 : du Latin-1, un caractère coupé, un octet isolé.
const ILLISIBLES: [&[u8]; 3] = [b"d\xE9j\xE0", b"une plume \xF0\x9F\xAA", b"\xFF"];

/// Un texte qui n'est pas de l'UTF-8 est refusé.
#[test]
fn un_texte_qui_n_est_pas_de_l_utf8_est_refuse() {
    let instance = Instance::creer(table());
    for octets in ILLISIBLES {
        let (statut, reponse) = instance.executer(PluginStr {
            ptr: octets.as_ptr(),
            len: octets.len(),
        });
        assert_eq!(
            statut,
            PluginStatus::INVALID_ARGUMENT,
            "{octets:x?} n'est pas de l'UTF-8 : attendu INVALID_ARGUMENT (2), et le texte rendu \
             est {reponse:?}"
        );
    }
}

/// Un pointeur nul est refusé.
#[test]
fn un_pointeur_nul_est_refuse() {
    let table = table();
    let instance = Instance::creer(table);
    let execute = fonction(table.execute, "execute");
    let texte = PluginStr::new("bonjour");
    let mut tampon = PluginBuffer::EMPTY;
    // SÛRETÉ : le contrat permet ces pointeurs nuls ; les autres arguments sont valables.
    let statuts = unsafe {
        [
            (
                "create(NULL)",
                fonction(table.create, "create")(ptr::null_mut()),
            ),
            (
                "execute(NULL, texte, tampon)",
                execute(ptr::null_mut(), texte, &mut tampon),
            ),
            (
                "execute(instance, texte, NULL)",
                execute(instance.adresse, texte, ptr::null_mut()),
            ),
        ]
    };
    for (appel, statut) in statuts {
        assert_eq!(
            statut,
            PluginStatus::INVALID_ARGUMENT,
            "{appel} doit rendre INVALID_ARGUMENT (2), sans lire ni écrire à cette adresse"
        );
    }
}

/// Une adresse nulle où il faudrait un texte est refusée, et une longueur impossible aussi.
#[test]
fn un_texte_sans_adresse_est_refuse() {
    let instance = Instance::creer(table());
    let octet = b'a';
    for (ptr, len) in [
        (ptr::null(), 1),
        (ptr::null(), 3),
        (&raw const octet, isize::MAX as usize + 1),
        (&raw const octet, usize::MAX),
    ] {
        let (statut, _) = instance.executer(PluginStr { ptr, len });
        assert_eq!(
            statut,
            PluginStatus::INVALID_ARGUMENT,
            "le texte a {len} octets à l'adresse {ptr:p} : il n'y a rien à y lire"
        );
    }
}

/// Un texte vide n'a pas besoin d'adresse.
#[test]
fn un_texte_vide_n_a_pas_besoin_d_adresse() {
    let instance = Instance::creer(table());
    let ptr = ptr::null();
    assert_eq!(
        instance.executer(PluginStr { ptr, len: 0 }),
        (PluginStatus::OK, "1. ".to_owned()),
        "zéro octet à lire : l'adresse peut être nulle, c'est un texte vide comme un autre"
    );
}

/// Un appel refusé ne compte pas.
#[test]
fn un_appel_refuse_ne_compte_pas() {
    let table = table();
    let instance = Instance::creer(table);
    for octets in ILLISIBLES {
        instance.executer(PluginStr {
            ptr: octets.as_ptr(),
            len: octets.len(),
        });
    }
    // SÛRETÉ : le contrat permet un tampon nul ; les autres arguments sont valables.
    unsafe {
        let execute = fonction(table.execute, "execute");
        execute(instance.adresse, PluginStr::new("perdu"), ptr::null_mut());
    }
    assert_eq!(
        instance.executer(PluginStr::new("page")).1,
        "1. page",
        "aucun de ces appels n'a abouti : le premier texte accepté a le numéro 1"
    );
}
