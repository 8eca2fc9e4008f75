//! De mauvaises tables, chaque champ faux tour à tour : la poignée de main les refuse toutes,
//! et dit lequel.

use std::ffi::CStr;
use std::ptr;

use ch_contrat::Majuscules;
use ch_ffi::abi::{ABI_VERSION, PluginApi, export};
use ch_ffi::{LoadErrorKind, check_table};

const NOT_UTF8: &CStr = c"\xff\xfe";

fn bonne() -> PluginApi {
    export::table::<Majuscules>(c"essai", c"1.0.0")
}

/// Ce que l'hôte dit d'une table.
fn verdict(table: &PluginApi) -> Result<String, String> {
    // SÛRETÉ : la table est entière et ses textes, s'ils ne sont pas nuls, sont terminés.
    unsafe { check_table(table) }
        .map(|api| api.name)
        .map_err(|raison| raison.to_string())
}

/// Le refus d'une table bonne en tout, sauf en ce que `abimer` y change.
fn refus(abimer: impl FnOnce(&mut PluginApi)) -> String {
    let mut table = bonne();
    abimer(&mut table);
    verdict(&table).expect_err("cette table est mauvaise")
}

#[test]
fn une_bonne_table_est_acceptee() {
    assert_eq!(verdict(&bonne()), Ok("essai".to_owned()));
}

#[test]
fn une_table_plus_longue_que_la_notre_est_acceptee() {
    let mut table = bonne();
    table.struct_size += 64;
    assert_eq!(verdict(&table), Ok("essai".to_owned()));
}

#[test]
fn une_table_nulle_ou_mal_alignee_est_refusee_sans_etre_lue() {
    // SÛRETÉ : une adresse nulle est permise.
    let nulle = unsafe { check_table(ptr::null()) };
    assert!(matches!(nulle, Err(LoadErrorKind::NullTable)));
    // SÛRETÉ : rien n'est lu à cette adresse, qui n'est pas alignée.
    let bancale = unsafe { check_table(ptr::without_provenance(1)) };
    assert!(matches!(bancale, Err(LoadErrorKind::MisalignedTable)));
}

#[test]
fn toute_autre_version_est_refusee() {
    for version in [0, ABI_VERSION + 1, u32::MAX] {
        let raison = refus(|table| table.abi_version = version);
        assert!(raison.contains(&format!("version {version},")), "{raison}");
    }
}

#[test]
fn toute_table_plus_courte_que_la_notre_est_refusee() {
    let entiere = size_of::<PluginApi>() as u32;
    for taille in 0..entiere {
        let raison = refus(|table| table.struct_size = taille);
        assert!(
            raison.contains(&format!("table de {taille} octets")),
            "{raison}"
        );
    }
}

#[test]
fn d_une_table_courte_seuls_les_deux_premiers_champs_sont_lus() {
    /// Le début d'une table, et rien derrière : valgrind verrait une lecture de trop.
    #[repr(C, align(8))]
    struct Debut {
        abi_version: u32,
        struct_size: u32,
    }
    for abi_version in [ABI_VERSION, ABI_VERSION + 1] {
        let debut = Box::new(Debut {
            abi_version,
            struct_size: 8,
        });
        // SÛRETÉ : la table annonce huit octets, et les a.
        let verdict = unsafe { check_table((&raw const *debut).cast()) };
        assert!(verdict.is_err());
        assert_eq!((debut.abi_version, debut.struct_size), (abi_version, 8));
    }
}

#[test]
fn un_texte_nul_ou_qui_n_est_pas_de_l_utf_8_est_refuse() {
    for texte in [ptr::null(), NOT_UTF8.as_ptr()] {
        assert!(refus(|table| table.name = texte).contains("« name »"));
        assert!(refus(|table| table.version = texte).contains("« version »"));
    }
}

#[test]
fn chaque_fonction_est_obligatoire() {
    assert!(refus(|table| table.create = None).contains("« create »"));
    assert!(refus(|table| table.init = None).contains("« init »"));
    assert!(refus(|table| table.execute = None).contains("« execute »"));
    assert!(refus(|table| table.free_buffer = None).contains("« free_buffer »"));
    assert!(refus(|table| table.destroy = None).contains("« destroy »"));
}
