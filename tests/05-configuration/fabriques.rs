//! Ce que l'exercice `configuration/fabriques` doit garantir.

use ch_contrat::Plugin;
use ch_contrat::modules::{Compteur, Majuscules};
use verifications::instantane;

use super::sujet::{BuildError, Registry, repeat};

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

fn suggestion(registre: &Registry, demande: &str) -> Option<String> {
    match refus(registre, demande, "") {
        BuildError::UnknownKind { kind, suggestion } => {
            assert_eq!(kind, demande, "l'erreur nomme le type demandé");
            suggestion
        }
        autre => panic!("attendu UnknownKind pour « {demande} », obtenu {autre:?}"),
    }
}

#[test]
fn chaque_type_a_sa_fabrique() {
    let registre = registre();
    let majuscules = construire(&registre, "majuscules", "");
    assert_eq!(majuscules.execute("été").unwrap(), "ÉTÉ");
    let repeter = construire(&registre, "repeter", "fois = 3");
    assert_eq!(repeter.execute("ha").unwrap(), "ha ha ha");
}

#[test]
fn chaque_construction_donne_un_module_neuf() {
    let registre = registre();
    let trois = construire(&registre, "repeter", "fois = 3");
    let un = construire(&registre, "repeter", "fois = 1");
    let defaut = construire(&registre, "repeter", "");
    let reponses = [&trois, &un, &defaut].map(|module| module.execute("ha").unwrap());
    instantane!("neufs", reponses.join("\n"));
}

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
}

#[test]
fn une_faute_de_frappe_a_sa_suggestion() {
    let registre = registre();
    for (demande, attendu) in [
        ("majuscule", "majuscules"),
        ("majsucules", "majuscules"),
        ("repter", "repeter"),
        ("repetre", "repeter"),
    ] {
        assert_eq!(
            suggestion(&registre, demande).as_deref(),
            Some(attendu),
            "« {demande} » est à une distance de 1 de « {attendu} »"
        );
    }
}

#[test]
fn la_suggestion_est_le_type_le_plus_proche() {
    let mut registre = registre();
    for kind in ["copie", "copier"] {
        registre.register(kind, Box::new(|_| Ok(Box::new(Majuscules))));
    }
    for (demande, proche, lointain) in [("copiers", "copier", "copie"), ("copi", "copie", "copier")]
    {
        assert_eq!(
            suggestion(&registre, demande).as_deref(),
            Some(proche),
            "« {demande} » est à une distance de 1 de « {proche} » et de 2 de « {lointain} » : les deux \
             sont assez proches, il faut le plus proche"
        );
    }
}

#[test]
fn deux_lettres_echangees_ne_font_qu_une_faute() {
    assert_eq!(
        suggestion(&registre(), "majsuculse").as_deref(),
        Some("majuscules"),
        "« majsuculse » a deux paires de lettres échangées : une distance de 2 pour \
         `damerau_levenshtein`, de 4 pour `levenshtein`, qui ne connaît pas l'échange"
    );
}

#[test]
fn une_distance_de_deux_est_permise_et_pas_de_trois() {
    assert_eq!(
        suggestion(&registre(), "majuscul").as_deref(),
        Some("majuscules"),
        "une distance de 2 est encore permise"
    );
    assert_eq!(
        suggestion(&registre(), "majuscu"),
        None,
        "« majuscu » est à une distance de 3 de « majuscules »"
    );
}

#[test]
fn un_mot_sans_rapport_n_a_pas_de_suggestion() {
    assert_eq!(
        suggestion(&registre(), "traduire"),
        None,
        "aucun type connu n'est à une distance de 2 au plus : une suggestion égarerait"
    );
    assert_eq!(
        suggestion(&Registry::new(), "majuscules"),
        None,
        "un registre vide ne suggère rien"
    );
}

#[test]
fn le_refus_d_une_fabrique_garde_sa_raison() {
    let mut registre = registre();
    registre.register(
        "capricieux",
        Box::new(|_| Err("pas aujourd'hui".to_owned())),
    );
    assert_eq!(
        refus(&registre, "capricieux", ""),
        BuildError::Refused {
            kind: "capricieux".to_owned(),
            reason: "pas aujourd'hui".to_owned(),
        }
    );
}

#[test]
fn des_options_fausses_sont_un_refus_et_non_une_panique() {
    let registre = registre();
    for texte in [
        "fois = 0",
        "fois = 11",
        "fois = -1",
        "fois = \"deux\"",
        "foi = 2",
        "fois = 2\nvite = true",
    ] {
        let erreur = refus(&registre, "repeter", texte);
        assert!(
            matches!(&erreur, BuildError::Refused { kind, reason } if kind == "repeter" && !reason.is_empty()),
            "options « {texte} » : attendu Refused avec une raison, obtenu {erreur:?}"
        );
    }
    construire(&registre, "repeter", "fois = 10");
}
