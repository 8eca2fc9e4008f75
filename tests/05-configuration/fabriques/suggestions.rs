//! Un type inconnu : le plus proche des types connus, s'il l'est assez.

use super::{BuildError, Majuscules, Registry, refus, registre};

fn suggestion(registre: &Registry, demande: &str) -> Option<String> {
    match refus(registre, demande, "") {
        BuildError::UnknownKind { kind, suggestion } => {
            assert_eq!(kind, demande, "l'erreur nomme le type demandé");
            suggestion
        }
        autre => panic!("attendu UnknownKind pour « {demande} », obtenu {autre:?}"),
    }
}

/// Une faute de frappe a sa suggestion.
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

/// La suggestion est le type le plus proche.
#[test]
fn la_suggestion_est_le_type_le_plus_proche() {
    let mut registre = registre();
    for kind in ["copie", "copier", "or", "abc", "aperçu"] {
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

/// Deux lettres échangées ne font qu'une faute.
#[test]
fn deux_lettres_echangees_ne_font_qu_une_faute() {
    assert_eq!(
        suggestion(&registre(), "majsuculse").as_deref(),
        Some("majuscules"),
        "« majsuculse » a deux paires de lettres échangées : une distance de 2 pour \
         `damerau_levenshtein`, de 4 pour `levenshtein`, qui ne connaît pas l'échange"
    );
}

/// Une distance de deux est permise, et pas de trois.
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

/// Un mot sans rapport n'a pas de suggestion.
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

/// La distance compte des caractères, la longueur du mot n'y fait rien.
#[test]
fn la_distance_est_celle_de_damerau_levenshtein() {
    let mut registre = registre();
    for kind in ["abc", "aperçu"] {
        registre.register(kind, Box::new(|_| Ok(Box::new(Majuscules))));
    }
    for (demande, attendu, pourquoi) in [
        (
            "répéter",
            Some("repeter"),
            "deux lettres changées, si l'on compte des caractères",
        ),
        ("apercu", Some("aperçu"), "une lettre changée"),
        (
            "Repeter",
            Some("repeter"),
            "une capitale est une lettre changée",
        ),
        (
            "REpeter",
            Some("repeter"),
            "deux capitales sont deux lettres changées",
        ),
        ("REPeter", None, "trois capitales font une distance de 3"),
        (
            "ca",
            Some("abc"),
            "une lettre ajoutée entre deux lettres échangées : 2, et 3 pour `osa`",
        ),
        ("aaaaa", None, "aucun type n'est assez proche"),
    ] {
        assert_eq!(
            suggestion(&registre, demande).as_deref(),
            attendu,
            "« {demande} » : {pourquoi}"
        );
    }
    let mut court = Registry::new();
    court.register("or", Box::new(|_| Ok(Box::new(Majuscules))));
    for (demande, attendu) in [("as", Some("or")), ("r", Some("or")), ("cas", None)] {
        assert_eq!(
            suggestion(&court, demande).as_deref(),
            attendu,
            "« {demande} » et « or » : un mot court n'a pas de règle à lui"
        );
    }
}
