//! La place de l'erreur : celle de l'origine, sinon celle de l'appel le plus proche.

use super::{EvalAltResult, Position, report};

/// Une erreur de Rhai, emballée par ces appels : le premier est le plus proche de l'origine.
fn emballer(origine: Position, appels: &[Position]) -> EvalAltResult {
    let fond = EvalAltResult::ErrorRuntime("cassé".into(), origine);
    appels.iter().fold(fond, |erreur, appel| {
        EvalAltResult::ErrorInFunctionCall("aide".into(), String::new(), erreur.into(), *appel)
    })
}

/// La deuxième ligne du rapport : la place.
fn place(origine: Position, appels: &[Position]) -> String {
    let source = "un\ndeux\ntrois\nquatre";
    let rapport = report("salut.rhai", source, &emballer(origine, appels));
    let mut lignes = rapport.lines();
    assert_eq!(
        lignes.next(),
        Some("erreur : le script a levé l'erreur « cassé »"),
        "le message est celui de l'erreur d'origine\n{rapport}"
    );
    lignes.next().unwrap_or_default().to_owned()
}

/// Une erreur sans place prend celle de l'appel qui l'entoure.
#[test]
fn une_erreur_sans_place_prend_celle_de_l_appel() {
    let (nulle, proche, loin) = (Position::NONE, Position::new(2, 1), Position::new(3, 2));
    for (appels, attendu) in [
        (vec![proche], " --> salut.rhai:2:1"),
        (vec![proche, loin], " --> salut.rhai:2:1"),
        (vec![proche, loin, loin], " --> salut.rhai:2:1"),
        (vec![nulle, loin], " --> salut.rhai:3:2"),
        (vec![nulle, proche, loin], " --> salut.rhai:2:1"),
        (vec![nulle, nulle, nulle], " --> salut.rhai"),
    ] {
        assert_eq!(
            place(nulle, &appels),
            attendu,
            "sans place, celle de l'appel le plus proche qui en a une ; appels : {appels:?}"
        );
    }
}

/// Une erreur qui a une place la garde, quels que soient les appels.
#[test]
fn la_place_de_l_origine_passe_avant_celle_des_appels() {
    let appels = [Position::new(2, 1), Position::NONE, Position::new(4, 1)];
    for nombre in 0..=3 {
        assert_eq!(
            place(Position::new(3, 3), &appels[..nombre]),
            " --> salut.rhai:3:3",
            "l'erreur d'origine a une place : les {nombre} appels n'y changent rien"
        );
    }
}

/// Une place hors du texte ne fait pas paniquer : un seul signe, au bout de ce qui existe.
#[test]
fn une_place_hors_du_texte_ne_fait_pas_paniquer() {
    for (ligne, colonne, fin) in [
        (1, 3, "1 | été\n  |   ^"),
        (1, 4, "1 | été\n  |    ^"),
        (1, 99, "1 | été\n  |    ^"),
        (2, 1, "2 | \n  | ^"),
        (9, 7, "9 | \n  | ^"),
        (10, 7, "10 | \n   | ^"),
    ] {
        let rapport = report(
            "salut.rhai",
            "été",
            &emballer(Position::new(ligne, colonne), &[]),
        );
        assert!(
            rapport.ends_with(&format!(" --> salut.rhai:{ligne}:{colonne}\n{fin}")),
            "ligne {ligne}, colonne {colonne} : un seul signe, après le dernier caractère\n{rapport}"
        );
    }
}
