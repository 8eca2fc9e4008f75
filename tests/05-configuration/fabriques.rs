//! Ce que l'exercice `configuration/fabriques` doit garantir.

use std::sync::{Arc, Mutex};

use ch_contrat::Plugin;
use ch_contrat::modules::{Compteur, Majuscules};
use verifications::instantane;

use super::sujet::{BuildError, Registry, repeat};

#[path = "fabriques/repeter.rs"]
mod repeter;
#[path = "fabriques/suggestions.rs"]
mod suggestions;

fn options(texte: &str) -> toml::Table {
    texte.parse().expect("les options du contrôle sont du TOML")
}

/// Un registre qui connaît « majuscules » et « repeter ».
fn registre() -> Registry {
    let mut registre = Registry::new();
    assert!(
        registre.register("majuscules", Box::new(|_| Ok(Box::new(Majuscules)))),
        "« majuscules » était libre : register rend `true`"
    );
    assert!(
        registre.register("repeter", Box::new(repeat)),
        "« repeter » était libre"
    );
    registre
}

fn construire(registre: &Registry, kind: &str, texte: &str) -> Box<dyn Plugin> {
    match registre.build(kind, options(texte)) {
        Ok(module) => module,
        Err(erreur) => {
            panic!("« {kind} » avec les options « {texte} » devait être construit : {erreur:?}")
        }
    }
}

fn refus(registre: &Registry, kind: &str, texte: &str) -> BuildError {
    match registre.build(kind, options(texte)) {
        Ok(_) => panic!("« {kind} » avec les options « {texte} » devait être refusé"),
        Err(erreur) => erreur,
    }
}

/// Chaque type a sa fabrique.
#[test]
fn chaque_type_a_sa_fabrique() {
    let registre = registre();
    let majuscules = construire(&registre, "majuscules", "");
    assert_eq!(majuscules.execute("été").unwrap(), "ÉTÉ");
    let repeter = construire(&registre, "repeter", "fois = 3");
    assert_eq!(repeter.execute("ha").unwrap(), "ha ha ha");
}

/// Chaque construction donne un module neuf.
#[test]
fn chaque_construction_donne_un_module_neuf() {
    let registre = registre();
    let trois = construire(&registre, "repeter", "fois = 3");
    let un = construire(&registre, "repeter", "fois = 1");
    let defaut = construire(&registre, "repeter", "");
    let reponses = [&trois, &un, &defaut].map(|module| module.execute("ha").unwrap());
    instantane!("neufs", reponses.join("\n"));
}

/// Un type déjà pris garde sa fabrique.
#[test]
fn un_type_deja_pris_garde_sa_fabrique() {
    let mut registre = registre();
    assert!(
        !registre.register("majuscules", Box::new(|_| Ok(Box::new(Compteur)))),
        "« majuscules » était pris : register rend `false`"
    );
    let module = construire(&registre, "majuscules", "");
    assert_eq!(
        module.name(),
        "majuscules",
        "la seconde fabrique a remplacé la première : `insert` écrase sans rien dire"
    );
    assert!(
        !registre.register("majuscules", Box::new(|_| Ok(Box::new(Compteur)))),
        "un second refus n'est pas différent du premier"
    );
    assert!(
        registre.register("Majuscules", Box::new(|_| Ok(Box::new(Compteur)))),
        "« Majuscules », avec une capitale, est un autre type"
    );
    assert_eq!(construire(&registre, "Majuscules", "").name(), "compteur");
    assert_eq!(construire(&registre, "majuscules", "").name(), "majuscules");
}

/// La fabrique est appelée une fois par construction, et reçoit les options telles quelles.
#[test]
fn la_fabrique_recoit_les_options_telles_quelles() {
    let recues = Arc::new(Mutex::new(Vec::new()));
    let boite = Arc::clone(&recues);
    let mut registre = registre();
    registre.register(
        "temoin",
        Box::new(move |options| {
            boite.lock().unwrap().push(options);
            Ok(Box::new(Majuscules))
        }),
    );
    assert!(
        recues.lock().unwrap().is_empty(),
        "`register` n'appelle pas la fabrique"
    );
    let _ = registre.build("temoins", toml::Table::new());
    assert!(
        recues.lock().unwrap().is_empty(),
        "un type inconnu n'appelle aucune fabrique"
    );
    let textes = [
        "",
        "fois = 3",
        "a = [1, 2.5]\nsous = { quand = 1979-05-27 }",
    ];
    for texte in textes {
        construire(&registre, "temoin", texte);
    }
    assert_eq!(
        *recues.lock().unwrap(),
        textes.map(options),
        "un appel par construction"
    );
}
