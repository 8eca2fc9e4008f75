//! Les fichiers refusés : chacun a son erreur, et aucun ne reste ouvert.

use std::env::consts::DLL_SUFFIX;
use std::fs;
use std::mem::offset_of;
use std::path::Path;

use ch_ffi_abi::PluginApi;
use verifications::bibliotheque;

use super::super::sujet::LoadError;
use super::charger;
use super::ouverte::est_ouverte;
use super::systeme::{copier, vient_de_l_ouverture, vient_de_la_recherche};

/// L'erreur que `load_plugin` doit rendre pour ce fichier.
fn refus(chemin: &Path) -> LoadError {
    match charger(chemin) {
        Err(erreur) => erreur,
        Ok(_) => panic!("load_plugin a accepté {}", chemin.display()),
    }
}

/// L'erreur pour une copie de ce fichier, qui doit être refermée après le refus.
#[track_caller]
fn refus_et_fermeture(fichier: &Path) -> LoadError {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let copie = copier(fichier, dossier.path());
    let erreur = refus(&copie);
    assert!(
        !est_ouverte(&copie),
        "le greffon est refusé ({erreur:?}), mais sa bibliothèque est encore ouverte"
    );
    erreur
}

/// Un fichier qui n'est pas une bibliothèque est refusé, et la cause dit pourquoi.
#[test]
fn un_fichier_qui_n_est_pas_une_bibliotheque_est_refuse() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let texte = dossier.path().join(format!("lettre{DLL_SUFFIX}"));
    fs::write(&texte, "Ceci est une lettre, pas une bibliothèque.").expect("écrire un texte");
    let absent = dossier.path().join("absent");
    for chemin in [&texte, &absent] {
        let LoadError::Open(cause) = refus(chemin) else {
            panic!(
                "{} ne s'ouvre pas : attendu LoadError::Open",
                chemin.display()
            );
        };
        assert!(
            vient_de_l_ouverture(&cause),
            "la cause est celle que le système a donnée à Library::new, pas une autre : {cause:?}"
        );
    }
}

/// Une bibliothèque sans entrée est refusée, et la cause dit pourquoi.
#[test]
fn une_bibliotheque_sans_entree_est_refusee() {
    let LoadError::MissingEntry(cause) = refus_et_fermeture(essais_c::sans_entree()) else {
        panic!("le fichier s'ouvre, mais « plugin_entry » n'y est pas : attendu MissingEntry");
    };
    assert!(
        vient_de_la_recherche(&cause),
        "la cause est celle que le système a donnée à Library::get, pas une autre : {cause:?}"
    );
}

/// Une table nulle est refusée.
#[test]
fn une_table_nulle_est_refusee() {
    let erreur = refus_et_fermeture(essais_c::table_nulle());
    assert!(
        matches!(erreur, LoadError::NullTable),
        "« plugin_entry » a rendu un pointeur nul : attendu LoadError::NullTable, \
         obtenu {erreur:?}"
    );
}

/// Une autre version du contrat est refusée.
///
/// La table du premier témoin n'a que seize octets, au bord d'une page interdite : si ce test est
/// tué par le système, c'est que plus de seize octets ont été lus.
#[test]
fn une_autre_version_du_contrat_est_refusee() {
    let erreurs = [
        refus(&bibliotheque("temoin-abi-futur")),
        refus_et_fermeture(essais_c::contrat_2()),
    ];
    for erreur in erreurs {
        assert!(
            matches!(
                erreur,
                LoadError::AbiVersion {
                    expected: 1,
                    found: 2
                }
            ),
            "ce greffon suit la version 2 du contrat, l'hôte la version 1 ; de la table, rien \
             d'autre n'a de sens, pas même sa taille. Attendu LoadError::AbiVersion {{ expected: \
             1, found: 2 }}, obtenu {erreur:?}"
        );
    }
}

/// Une table courte est refusée sans être lue.
///
/// La table de ce témoin finit au bord d'une page interdite, juste avant `create`.
#[test]
fn une_table_courte_est_refusee_sans_etre_lue() {
    let erreur = refus(&bibliotheque("temoin-table-courte"));
    let (attendu, annonce) = (size_of::<PluginApi>(), offset_of!(PluginApi, create));
    assert!(
        matches!(erreur, LoadError::ShortTable { expected, found } if (expected, found) == (attendu, annonce)),
        "ce greffon annonce une table de {annonce} octets, celle de l'hôte en a {attendu}. Attendu \
         LoadError::ShortTable {{ expected: {attendu}, found: {annonce} }}, obtenu {erreur:?}"
    );
}

/// Une fonction nulle est refusée, et nommée.
#[test]
fn une_fonction_nulle_est_refusee() {
    let erreur = refus_et_fermeture(essais_c::fonction_nulle());
    assert!(
        matches!(erreur, LoadError::MissingFunction("execute")),
        "« execute » est nulle dans la table de ce témoin : attendu \
         LoadError::MissingFunction(\"execute\"), obtenu {erreur:?}"
    );
}
