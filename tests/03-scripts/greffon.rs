//! Ce que l'exercice `scripts/greffon` doit garantir.

use std::error::Error;
use std::fs;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use verifications::instantane;

use super::sujet::ScriptPlugin;

#[path = "greffon/appels.rs"]
mod appels;
#[path = "greffon/import.rs"]
mod import;

type Notes = Arc<Mutex<Vec<String>>>;

/// Écrit `script` dans un dossier neuf et le charge, avec un journal qui garde tout.
fn charger(script: &str) -> (Result<ScriptPlugin, Box<dyn Error>>, Notes, TempDir) {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let chemin = dossier.path().join("essai.rhai");
    fs::write(&chemin, script).expect("écrire le script");
    let notes = Notes::default();
    let journal = Arc::clone(&notes);
    let greffon = ScriptPlugin::load(&chemin, move |note: &str| {
        journal.lock().unwrap().push(note.to_owned());
    });
    (greffon, notes, dossier)
}

/// Charge et exécute `script`, qui est bon, et rend ses notes.
fn notes(script: &str) -> Vec<String> {
    let (greffon, notes, _dossier) = charger(script);
    let greffon = greffon.expect("ce script est bien écrit : load doit rendre Ok");
    let issue = greffon.execute();
    assert!(
        issue.is_ok(),
        "ce script doit réussir :\n{script}\nexecute a rendu {issue:?}"
    );
    let notes = notes.lock().unwrap();
    notes.clone()
}

/// Une faute de syntaxe est refusée au chargement, avec sa place.
#[test]
fn une_faute_de_syntaxe_est_refusee_au_chargement() {
    for (script, place) in [
        ("let x = ;", "line 1, position 9"),
        ("\n\n  log(", "line 3"),
    ] {
        let (greffon, ..) = charger(script);
        let erreur = greffon
            .expect_err("ce script est mal écrit : c'est à load de le dire, pas au premier appel");
        assert!(
            erreur.to_string().contains(place),
            "l'auteur du script a besoin du message de Rhai, qui donne la place ; obtenu : {erreur}"
        );
    }
}

/// Les notes du script arrivent au journal, dans l'ordre.
#[test]
fn les_notes_arrivent_au_journal() {
    let script = "log(\"début\");\nfor i in 1..4 { log(i * i); }\nlog(true);";
    instantane!("notes", notes(script).join("\n"));
}

/// Un nombre à virgule arrive au journal, et s'y écrit comme `print` l'écrirait.
#[test]
fn un_nombre_a_virgule_s_ecrit_aussi() {
    assert_eq!(
        notes("log(1.5); log(-0.25);"),
        ["1.5", "-0.25"],
        "log(1.5) doit écrire 1.5 ; si rien n'arrive, c'est le logarithme de Rhai qui a répondu : \
         une fonction du type exact passe devant celle qui accepte tout"
    );
    assert_eq!(
        notes("log(2.0);"),
        ["2.0"],
        "Rhai écrit 2.0, et Rust 2 : changez le nombre en Dynamic avant d'en faire un texte"
    );
}

/// `log` accepte une valeur de n'importe quel type.
#[test]
fn log_accepte_toutes_les_valeurs() {
    for (valeur, attendu) in [
        ("\"été 🦀\"", "été 🦀"),
        ("'é'", "é"),
        ("false", "false"),
        ("-7", "-7"),
        ("()", ""),
        ("[1, 2]", "[1, 2]"),
        ("#{a: 1}", "#{\"a\": 1}"),
        ("1..4", "1..4"),
        ("1..=4", "1..=4"),
        ("[0.5, [true, 'x']]", "[0.5, [true, 'x']]"),
    ] {
        assert_eq!(
            notes(&format!("log({valeur});")),
            [attendu],
            "log({valeur}) : un seul `log`, pour `Dynamic`, reçoit tous les types"
        );
    }
}

/// Un script qui finit par une valeur a réussi.
#[test]
fn un_script_peut_finir_par_une_valeur() {
    assert_eq!(
        notes("log(\"vu\"); 40 + 2"),
        ["vu"],
        "le script doit être exécuté une seule fois, quelle que soit la valeur qu'il rend"
    );
}

/// Le script est lu une fois, au chargement.
#[test]
fn le_script_est_lu_au_chargement() {
    let (greffon, notes, dossier) = charger("log(\"encore là\");");
    let greffon = greffon.expect("ce script est bien écrit");
    drop(dossier);
    let issue = greffon.execute();
    assert!(
        issue.is_ok() && notes.lock().unwrap().len() == 1,
        "le fichier a disparu après load : execute doit se servir du script déjà analysé"
    );
}
