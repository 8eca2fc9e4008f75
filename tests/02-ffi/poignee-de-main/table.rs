//! `check_table`, sur des tables faites exprès.

use ch_contrat::Majuscules;
use ch_ffi_abi::{PluginApi, export};
use temoin_bord_de_page::place;

use super::super::sujet::{LoadError, check_table};

/// Ce que toute version du contrat garde à sa place, et rien de plus.
#[repr(C)]
#[derive(Clone, Copy)]
struct EnTete {
    abi_version: u32,
    struct_size: u32,
}

/// La taille de la table de l'hôte.
const TAILLE: u32 = size_of::<PluginApi>() as u32;

/// Une table conforme.
fn entiere() -> PluginApi {
    export::table::<Majuscules>(c"essai", c"1.0.0")
}

/// Le verdict sur une table dont seuls les huit premiers octets se lisent : la suite est une page
/// interdite, et la lire tue le test.
fn verdict_sur_l_en_tete(abi_version: u32, struct_size: u32) -> Result<PluginApi, LoadError> {
    let en_tete = EnTete {
        abi_version,
        struct_size,
    };
    let adresse = place(en_tete).expect("réserver deux pages");
    // SÛRETÉ : les huit octets se lisent ; le reste n'est pas annoncé, ou n'est pas de cette version.
    unsafe { check_table(adresse.cast()) }
}

/// De toute autre version, plus ancienne ou plus récente, rien d'autre n'est lu.
#[test]
fn toute_autre_version_est_refusee() {
    for version in [0, 2, 3, 256, 257, u32::MAX] {
        for taille in [0, 8, TAILLE, u32::MAX] {
            let verdict = verdict_sur_l_en_tete(version, taille);
            assert!(
                matches!(verdict, Err(LoadError::AbiVersion { expected: 1, found }) if found == version),
                "une table de la version {version}, qui annonce {taille} octets : attendu \
                 AbiVersion {{ expected: 1, found: {version} }}, obtenu {verdict:?}"
            );
        }
    }
}

/// Toute table plus courte que celle de l'hôte est refusée, d'un octet ou de beaucoup.
#[test]
fn toute_table_courte_est_refusee() {
    for taille in [0, 7, 8, 16, TAILLE - 8, TAILLE - 1] {
        let verdict = verdict_sur_l_en_tete(1, taille);
        let (attendue, annoncee) = (TAILLE as usize, taille as usize);
        assert!(
            matches!(verdict, Err(LoadError::ShortTable { expected, found }) if (expected, found) == (attendue, annoncee)),
            "une table de {taille} octets, quand celle de l'hôte en a {TAILLE} : attendu \
             ShortTable {{ expected: {TAILLE}, found: {taille} }}, obtenu {verdict:?}"
        );
    }
}

/// Une table de la taille exacte, ou beaucoup plus longue, est acceptée ; l'hôte en garde ce qu'il
/// connaît.
#[test]
fn une_table_a_la_taille_ou_plus_longue_est_acceptee() {
    for en_plus in [0, 1, 8, 4096, 1 << 20] {
        let connue = PluginApi {
            struct_size: TAILLE + en_plus,
            ..entiere()
        };
        // Après la table connue, assez d'octets pour tout ce qu'elle annonce.
        let suite = vec![connue; 2 + (en_plus / TAILLE) as usize];
        // SÛRETÉ : la table est entière, et plus longue que ce qu'elle annonce.
        let verdict = unsafe { check_table(suite.as_ptr()) };
        let rendue = verdict.unwrap_or_else(|erreur| {
            panic!("une table de {en_plus} octets de plus doit être acceptée : {erreur:?}")
        });
        assert_eq!(
            format!("{rendue:?}"),
            format!("{connue:?}"),
            "la table rendue doit être la copie de celle du greffon, champ par champ"
        );
    }
}

/// Une table entière, dont les fonctions de ces noms sont nulles.
fn sans(nulles: &[&str]) -> PluginApi {
    let mut table = entiere();
    for nulle in nulles {
        match *nulle {
            "create" => table.create = None,
            "init" => table.init = None,
            "execute" => table.execute = None,
            "free_buffer" => table.free_buffer = None,
            _ => table.destroy = None,
        }
    }
    table
}

/// De toutes les fonctions nulles, la première de la table est nommée.
#[test]
fn la_premiere_fonction_nulle_est_nommee() {
    let noms = ["create", "init", "execute", "free_buffer", "destroy"];
    for (rang, nom) in noms.iter().enumerate() {
        for nulles in [&noms[rang..=rang], &noms[rang..]] {
            // SÛRETÉ : la table est entière, sauf des fonctions nulles.
            let verdict = unsafe { check_table(&sans(nulles)) };
            assert!(
                matches!(&verdict, Err(LoadError::MissingFunction(manquante)) if manquante == nom),
                "{nulles:?} : ces fonctions sont nulles ; attendu MissingFunction(\"{nom}\"), la \
                 première dans l'ordre de la table, obtenu {verdict:?}"
            );
        }
    }
}
