//! Ce que le chargement et les appels doivent garantir l'un à l'autre : les échecs, la suite.

use std::thread;

use super::{ScriptPlugin, charger, fs};

/// Un fichier qui ne se lit pas est une erreur de `load`.
#[test]
fn un_fichier_illisible_est_refuse_au_chargement() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let chemin = dossier.path().join("script.rhai");
    assert!(
        ScriptPlugin::load(&chemin, |_| {}).is_err(),
        "le fichier n'existe pas, et un script vide aurait pris sa place"
    );
    fs::write(&chemin, b"log(\"caf\xE9\");").expect("écrire le script");
    assert!(
        ScriptPlugin::load(&chemin, |_| {}).is_err(),
        "ce fichier n'est pas de l'UTF-8 : le lire à peu près changerait le script"
    );
}

/// Un script qui échoue est une erreur d'`execute`, avec le message de Rhai.
#[test]
fn un_script_qui_echoue_est_une_erreur() {
    for (script, message) in [
        ("throw \"trop tard\";", "trop tard"),
        ("log(\"avant\"); log(txet);", "txet"),
        ("let n = 1;\nperdu(n);", "line 2"),
    ] {
        let (greffon, ..) = charger(script);
        let greffon = greffon.expect("la faute ne se voit qu'à l'exécution : load doit réussir");
        let Err(erreur) = greffon.execute() else {
            panic!("ce script échoue, et execute l'a caché : {script}")
        };
        assert!(
            erreur.to_string().contains(message),
            "l'erreur de « {script} » doit garder le message de Rhai ; obtenu : {erreur}"
        );
    }
}

/// Le chargement n'exécute rien, et un échec n'empêche pas les appels suivants.
#[test]
fn chaque_appel_recommence_le_script() {
    let (greffon, notes, _dossier) = charger("let n = 0; n += 1; log(n); throw \"fin\"");
    let greffon = greffon.expect("ce script est bien écrit");
    assert!(
        notes.lock().unwrap().is_empty(),
        "rien n'est exécuté au chargement"
    );
    for appel in 1..=50 {
        assert!(
            greffon.execute().is_err(),
            "le script échoue à chaque appel"
        );
        let notes = notes.lock().unwrap();
        assert_eq!(
            notes.len(),
            appel,
            "une note par appel, même après un échec"
        );
        assert!(
            notes.iter().all(|note| note == "1"),
            "les variables d'un appel finissent avec lui"
        );
    }
}

/// Deux greffons ont chacun leur script et leur journal.
#[test]
fn deux_greffons_ont_chacun_leur_journal() {
    let (premier, notes_un, _dossier_un) = charger("log(\"un\"); log(1.0)");
    let (second, notes_deux, _dossier_deux) = charger("log(\"deux\"); log(2.0)");
    let premier = premier.expect("ce script est bien écrit");
    let second = second.expect("ce script est bien écrit");
    for greffon in [&premier, &second, &premier] {
        greffon.execute().expect("ce script réussit");
    }
    assert_eq!(*notes_un.lock().unwrap(), ["un", "1.0", "un", "1.0"]);
    assert_eq!(*notes_deux.lock().unwrap(), ["deux", "2.0"]);
}

/// Un même greffon s'exécute depuis plusieurs fils.
#[test]
fn le_greffon_se_partage_entre_plusieurs_fils() {
    let (greffon, notes, _dossier) = charger("log(\"vu\");");
    let greffon = greffon.expect("ce script est bien écrit");
    thread::scope(|fils| {
        for _ in 0..8 {
            fils.spawn(|| {
                for _ in 0..50 {
                    greffon.execute().expect("ce script réussit");
                }
            });
        }
    });
    assert_eq!(notes.lock().unwrap().len(), 400, "une note par exécution");
}
