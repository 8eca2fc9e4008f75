//! Les fichiers défectueux : chacun a son erreur, et aucun ne reste ouvert.

use std::fs;
use std::path::Path;

use super::super::sujet::LoadError;
use super::charger;
use super::ouverte::est_ouverte;
use super::systeme::{copier, vient_de_l_ouverture, vient_de_la_recherche};

/// L'erreur que `load_plugin` doit rendre pour ce fichier.
fn refus(chemin: &Path) -> LoadError {
    match charger(chemin) {
        Err(erreur) => erreur,
        Ok(_) => panic!(
            "load_plugin a rendu Ok pour {} ; d'où vient la table qu'elle a lue ?",
            chemin.display()
        ),
    }
}

/// Après un refus, la bibliothèque est refermée.
#[track_caller]
fn verifier_la_fermeture(chemin: &Path) {
    assert!(
        !est_ouverte(chemin),
        "le greffon est refusé, mais sa bibliothèque est encore ouverte : qui la fermera ?"
    );
}

/// Un fichier absent, ou qui n'est pas une bibliothèque, ne s'ouvre pas.
#[test]
fn un_fichier_absent_ne_s_ouvre_pas() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let lettre = dossier.path().join("une lettre.txt");
    fs::write(&lettre, "Ceci n'est pas une bibliothèque.").expect("écrire un texte");
    for chemin in [Path::new("ce-fichier-n-existe-pas"), &lettre] {
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

/// Une bibliothèque sans entrée est refusée, et se referme.
#[test]
fn une_bibliotheque_sans_entree_est_refusee() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let copie = copier(essais_c::sans_entree(), dossier.path());
    let LoadError::MissingEntry(cause) = refus(&copie) else {
        panic!("le fichier s'ouvre, mais « plugin_entry » n'y est pas : attendu MissingEntry");
    };
    assert!(
        vient_de_la_recherche(&cause),
        "la cause est celle que le système a donnée à Library::get, pas une autre : {cause:?}"
    );
    verifier_la_fermeture(&copie);
}

/// Une table nulle est refusée, et sa bibliothèque se referme.
#[test]
fn une_table_nulle_est_refusee() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let copie = copier(essais_c::table_nulle(), dossier.path());
    let erreur = refus(&copie);
    assert!(
        matches!(erreur, LoadError::NullTable),
        "« plugin_entry » a rendu un pointeur nul : attendu LoadError::NullTable, \
         obtenu {erreur:?}"
    );
    verifier_la_fermeture(&copie);
}
