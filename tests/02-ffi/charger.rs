//! Ce que l'exercice `ffi/charger` doit garantir.

use std::path::Path;

use verifications::{bibliotheque, instantane};

use super::sujet::{LoadError, LoadedPlugin, load_plugin};

#[path = "charger/fermeture.rs"]
mod fermeture;
#[path = "charger/ouverte.rs"]
mod ouverte;
#[path = "charger/refus.rs"]
mod refus;
#[path = "charger/systeme.rs"]
mod systeme;

/// Charge un fichier dont le test connaît l'origine.
fn charger(chemin: &Path) -> Result<LoadedPlugin, LoadError> {
    // SÛRETÉ : les fichiers de ce contrôle sont des greffons de ce dépôt, ou n'en sont pas.
    unsafe { load_plugin(chemin) }
}

fn majuscules() -> LoadedPlugin {
    charger(&bibliotheque("greffon-majuscules"))
        .expect("le greffon « majuscules » respecte le contrat : load_plugin doit rendre Ok")
}

/// Le greffon connaît son nom.
#[test]
fn le_greffon_connait_son_nom() {
    assert_eq!(
        majuscules().name(),
        "majuscules",
        "le nom se lit dans la table ; une bibliothèque fermée l'emporte avec elle"
    );
}

/// Le greffon travaille longtemps après son chargement.
#[test]
fn le_greffon_travaille_apres_le_chargement() {
    let greffon = majuscules();
    let textes = ["bonjour", "où est l'œuf ?", "", "un octet nul \0 au milieu"];
    let reponses = textes.map(|texte| format!("{texte:?} -> {:?}", greffon.execute(texte)));
    instantane!("reponses", reponses.join("\n"));
}

/// Deux greffons peuvent être chargés ensemble, et chacun garde sa table.
#[test]
fn deux_greffons_travaillent_ensemble() {
    let (majuscules, etat) = (majuscules(), charger(essais_c::etat()));
    let etat = etat.expect("« etat » respecte le contrat : load_plugin doit rendre Ok");
    for rang in 1..=50 {
        let texte = format!("page {rang} 🪶");
        assert_eq!(majuscules.execute(&texte), Ok(format!("PAGE {rang} 🪶")));
        assert_eq!(
            etat.execute(&texte),
            Ok(format!("instance : 1, bibliothèque : {rang}")),
            "l'autre greffon compte ses appels, et n'a rien à voir avec le premier"
        );
    }
    assert_eq!(
        (majuscules.name(), etat.name()),
        ("majuscules", "etat"),
        "chaque valeur garde la table de son greffon"
    );
}

/// Le même fichier chargé deux fois donne deux valeurs, dont l'une survit à l'autre.
#[test]
fn l_un_survit_a_l_autre() {
    let mut greffons = vec![majuscules(), majuscules()];
    greffons.remove(0);
    let second = &greffons[0];
    assert_eq!(
        second.execute("été"),
        Ok("ÉTÉ".to_owned()),
        "détruire un LoadedPlugin ne ferme que ce que lui seul tenait ouvert"
    );
}
