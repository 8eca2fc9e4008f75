//! Ce que l'exercice `ffi/poignee-de-main` doit garantir.

use std::env::consts::DLL_SUFFIX;
use std::ffi::CStr;
use std::fs;
use std::path::Path;

use ch_contrat::Majuscules;
use ch_ffi_abi::{PluginApi, export};
use verifications::bibliotheque;

use super::sujet::{LoadError, LoadedPlugin, check_table, load_plugin};

/// Charge un fichier dont le test connaît l'origine.
fn charger(chemin: &Path) -> Result<LoadedPlugin, LoadError> {
    // SÛRETÉ : les fichiers de ce contrôle sont des témoins de ce dépôt, ou ne sont pas des
    // bibliothèques. Aucun n'exporte une `plugin_entry` d'une autre signature.
    unsafe { load_plugin(chemin) }
}

/// L'erreur que `load_plugin` doit rendre pour ce fichier.
fn refus(chemin: &Path) -> LoadError {
    match charger(chemin) {
        Err(erreur) => erreur,
        Ok(_) => panic!("load_plugin a accepté {}", chemin.display()),
    }
}

/// Le nom écrit dans la table d'un greffon accepté.
fn nom(greffon: &LoadedPlugin) -> String {
    // SÛRETÉ : le nom des greffons de ce contrôle est un texte C valable, et la
    // bibliothèque est ouverte.
    let nom = unsafe { CStr::from_ptr(greffon.api().name) };
    nom.to_string_lossy().into_owned()
}

#[test]
fn un_greffon_conforme_est_accepte() {
    let greffon = charger(&bibliotheque("greffon-majuscules"))
        .expect("« majuscules » respecte le contrat : il doit être accepté");
    assert_eq!(
        nom(&greffon),
        "majuscules",
        "la table rendue doit être celle du greffon"
    );
}

#[test]
fn une_table_plus_longue_est_acceptee() {
    let greffon = charger(essais_c::table_longue()).expect(
        "même version, et un champ de plus au bout de la table : ce greffon est plus récent que \
         l'hôte, et tout ce que l'hôte connaît est à sa place. Il doit être accepté",
    );
    assert_eq!(nom(&greffon), "table-longue");
}

#[test]
fn un_fichier_qui_n_est_pas_une_bibliotheque_est_refuse() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let texte = dossier.path().join(format!("lettre{DLL_SUFFIX}"));
    fs::write(&texte, "Ceci est une lettre, pas une bibliothèque.").expect("écrire un texte");
    let erreur = refus(&texte);
    assert!(
        matches!(erreur, LoadError::Open(_)),
        "ce fichier est un texte : attendu LoadError::Open, obtenu {erreur:?}"
    );
}

#[test]
fn une_bibliotheque_sans_entree_est_refusee() {
    let erreur = refus(essais_c::sans_entree());
    assert!(
        matches!(erreur, LoadError::MissingEntry(_)),
        "le fichier s'ouvre, mais « plugin_entry » n'y est pas : attendu \
         LoadError::MissingEntry, obtenu {erreur:?}"
    );
}

#[test]
fn une_table_nulle_est_refusee() {
    let erreur = refus(essais_c::table_nulle());
    assert!(
        matches!(erreur, LoadError::NullTable),
        "« plugin_entry » a rendu un pointeur nul : attendu LoadError::NullTable, \
         obtenu {erreur:?}"
    );
}

// La table de ce témoin n'a que seize octets, au bord d'une page interdite : si ce test est
// tué par le système, c'est que plus de seize octets ont été lus.
#[test]
fn une_autre_version_du_contrat_est_refusee() {
    let erreur = refus(&bibliotheque("temoin-abi-futur"));
    assert!(
        matches!(
            erreur,
            LoadError::AbiVersion {
                expected: 1,
                found: 2
            }
        ),
        "ce greffon suit la version 2 du contrat, l'hôte la version 1 ; de la table, rien d'autre \
         n'a de sens, pas même sa taille. Attendu LoadError::AbiVersion {{ expected: 1, \
         found: 2 }}, obtenu {erreur:?}"
    );
}

// De même : la table de ce témoin finit au bord d'une page interdite, juste avant `create`.
#[test]
fn une_table_courte_est_refusee_sans_etre_lue() {
    let erreur = refus(&bibliotheque("temoin-table-courte"));
    let (attendu, annonce) = (
        size_of::<PluginApi>(),
        std::mem::offset_of!(PluginApi, create),
    );
    assert!(
        matches!(erreur, LoadError::ShortTable { expected, found } if (expected, found) == (attendu, annonce)),
        "ce greffon annonce une table de {annonce} octets, celle de l'hôte en a {attendu}. Attendu \
         LoadError::ShortTable {{ expected: {attendu}, found: {annonce} }}, obtenu {erreur:?}"
    );
}

#[test]
fn chaque_fonction_nulle_est_nommee() {
    let erreur = refus(essais_c::fonction_nulle());
    assert!(
        matches!(erreur, LoadError::MissingFunction("execute")),
        "« execute » est nulle dans la table de ce témoin : attendu \
         LoadError::MissingFunction(\"execute\"), obtenu {erreur:?}"
    );

    let entiere = export::table::<Majuscules>(c"essai", c"1.0.0");
    let incompletes = [
        (
            "create",
            PluginApi {
                create: None,
                ..entiere
            },
        ),
        (
            "init",
            PluginApi {
                init: None,
                ..entiere
            },
        ),
        (
            "execute",
            PluginApi {
                execute: None,
                ..entiere
            },
        ),
        (
            "free_buffer",
            PluginApi {
                free_buffer: None,
                ..entiere
            },
        ),
        (
            "destroy",
            PluginApi {
                destroy: None,
                ..entiere
            },
        ),
    ];
    for (nom, table) in &incompletes {
        // SÛRETÉ : la table est entière, sauf la fonction nulle.
        let verdict = unsafe { check_table(table) };
        assert!(
            matches!(&verdict, Err(LoadError::MissingFunction(manquante)) if manquante == nom),
            "« {nom} » est nulle : attendu MissingFunction(\"{nom}\"), obtenu {verdict:?}"
        );
    }
}
