//! La vie d'une bibliothèque, vue du système, et celle de ce qu'elle prête.

use libloading::{Library, Symbol};
use verifications::bibliotheque;

use super::charger;
use super::ouverte::est_ouverte;
use super::systeme::copier;

/// La bibliothèque se ferme avec le greffon, pas avant et pas après.
#[test]
fn la_bibliotheque_se_ferme_avec_le_greffon() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let copie = copier(essais_c::muet(), dossier.path());

    {
        let _greffon = charger(&copie).expect("la copie d'un greffon est un greffon");
        assert!(
            est_ouverte(&copie),
            "le greffon existe encore, mais sa bibliothèque est déjà fermée : à la fin de \
             load_plugin, tout ce que la valeur rendue ne possède pas est détruit"
        );
    }
    assert!(
        !est_ouverte(&copie),
        "le greffon est détruit, mais sa bibliothèque est encore ouverte : sans destructeur, \
         elle le restera jusqu'à la fin du programme"
    );
}

/// De deux greffons du même fichier, le dernier ferme la bibliothèque.
#[test]
fn le_dernier_ferme_la_bibliotheque() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let copie = copier(essais_c::muet(), dossier.path());
    let mut greffons: Vec<_> = (0..3)
        .map(|_| charger(&copie).expect("la copie d'un greffon est un greffon"))
        .collect();
    while !greffons.is_empty() {
        assert!(est_ouverte(&copie), "un des greffons existe encore");
        greffons.truncate(greffons.len() - 1);
    }
    assert!(
        !est_ouverte(&copie),
        "les trois greffons sont détruits : chacun devait fermer ce qu'il avait ouvert"
    );
}

/// Chaque appel rend au greffon ce qu'il avait prêté.
#[test]
fn chaque_appel_rend_ce_que_le_greffon_a_prete() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let copie = copier(&bibliotheque("memoire-comptee"), dossier.path());
    let greffon = charger(&copie).expect("« double » respecte le contrat");
    // SÛRETÉ : la même bibliothèque, déjà ouverte : rien de neuf n'est exécuté.
    let comptes = unsafe { Library::new(&copie) }.expect("la copie s'ouvre");
    // SÛRETÉ : c'est le type de cette fonction du greffon.
    let octets: Symbol<extern "C" fn() -> usize> =
        unsafe { comptes.get(c"plugin_bytes") }.expect("ce greffon compte ses octets");

    assert_eq!(greffon.execute("21"), Ok("42".to_owned()));
    let avant = octets();
    for texte in ["4", "120", "beaucoup", ""] {
        let _ = greffon.execute(texte);
    }
    assert_eq!(
        octets(),
        avant,
        "le greffon compte les octets qu'on ne lui a pas rendus : après chaque appel, son tampon \
         et son instance doivent lui revenir"
    );
}
