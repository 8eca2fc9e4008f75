//! Ce que l'exercice `ffi/poignee-de-main` doit garantir.

use std::ffi::CStr;
use std::path::Path;

use verifications::bibliotheque;

use super::sujet::{LoadError, LoadedPlugin, load_plugin};
use ouverte::est_ouverte;
use systeme::copier;

#[path = "charger/ouverte.rs"]
mod ouverte;
#[path = "poignee-de-main/refus.rs"]
mod refus;
#[path = "charger/systeme.rs"]
mod systeme;
#[path = "poignee-de-main/table.rs"]
mod table;

/// Charge un fichier dont le test connaît l'origine.
fn charger(chemin: &Path) -> Result<LoadedPlugin, LoadError> {
    // SÛRETÉ : les fichiers de ce contrôle sont des témoins de ce dépôt, ou ne sont pas des
    // bibliothèques. Aucun n'exporte une `plugin_entry` d'une autre signature.
    unsafe { load_plugin(chemin) }
}

/// Le nom écrit dans la table d'un greffon accepté.
fn nom(greffon: &LoadedPlugin) -> String {
    // SÛRETÉ : le nom des greffons de ce contrôle est un texte C valable, et la
    // bibliothèque est ouverte.
    let nom = unsafe { CStr::from_ptr(greffon.api().name) };
    nom.to_string_lossy().into_owned()
}

/// Un greffon conforme est accepté, et sa table est rendue.
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

/// Une table plus longue que celle de l'hôte est acceptée.
#[test]
fn une_table_plus_longue_est_acceptee() {
    let greffon = charger(essais_c::table_longue()).expect(
        "même version, et un champ de plus au bout de la table : ce greffon est plus récent que \
         l'hôte, et tout ce que l'hôte connaît est à sa place. Il doit être accepté",
    );
    assert_eq!(nom(&greffon), "table-longue");
}

/// Deux greffons acceptés gardent chacun leur table.
#[test]
fn chaque_greffon_garde_sa_table() {
    let greffons = [essais_c::muet(), essais_c::etat(), essais_c::table_longue()]
        .map(|chemin| charger(chemin).expect("ce greffon respecte le contrat"));
    assert_eq!(
        greffons.each_ref().map(nom),
        ["muet", "etat", "table-longue"],
        "trois greffons chargés ensemble : chacun a sa table"
    );
}

/// La bibliothèque d'un greffon accepté reste ouverte autant que lui.
#[test]
fn la_bibliotheque_vit_autant_que_le_greffon() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let copie = copier(essais_c::muet(), dossier.path());
    let greffon = charger(&copie).expect("la copie d'un greffon est un greffon");
    assert!(
        est_ouverte(&copie),
        "le greffon existe encore, mais sa bibliothèque est déjà fermée"
    );
    drop(greffon);
    assert!(
        !est_ouverte(&copie),
        "le greffon est détruit, mais sa bibliothèque est encore ouverte"
    );
}
