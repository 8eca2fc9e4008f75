//! Ce que l'exercice `scripts/erreurs` doit garantir.

use rhai::{EvalAltResult, Position};
use verifications::instantane;

use super::sujet::{report, run};

/// Le rapport d'un script fautif.
fn rapport(script: &str) -> String {
    match run("salut.rhai", script) {
        Err(rapport) => rapport,
        Ok(()) => panic!("ce script devait échouer : {script}"),
    }
}

#[test]
fn la_ligne_et_le_mot_sont_montres() {
    assert_eq!(
        rapport("let a = 1;\n  txet.trim();\n"),
        "erreur : variable inconnue « txet »\n --> salut.rhai:2:3\n2 |   txet.trim();\n  |   ^^^^",
        "le rapport a quatre lignes : message, place, extrait, soulignement du mot entier"
    );
}

#[test]
fn une_faute_de_syntaxe_est_montree() {
    let rapport = rapport("let a = 1;\nlet = 2;");
    assert!(
        rapport.starts_with("erreur : le script est mal écrit")
            && rapport.ends_with("2 | let = 2;\n  |     ^"),
        "une faute de syntaxe a aussi sa place ; là où il n'y a pas de mot, un seul signe :\n{rapport}"
    );
}

#[test]
fn une_erreur_dans_une_fonction_montre_son_origine() {
    let script = "fn aide() {\n    throw \"trop court\";\n}\naide();";
    assert_eq!(
        rapport(script),
        "erreur : le script a levé l'erreur « trop court »\n --> salut.rhai:2:5\n\
         2 |     throw \"trop court\";\n  |     ^^^^^",
        "l'erreur vient de la ligne 2, pas de l'appel : déballez ErrorInFunctionCall"
    );
}

#[test]
fn une_erreur_profonde_montre_son_origine() {
    let script = "fn c() { inconnu }\nfn b() { c() }\nfn a() { b() }\na();";
    let rapport = rapport(script);
    assert!(
        rapport.contains("variable inconnue « inconnu »\n --> salut.rhai:1:10")
            && rapport.ends_with("  |          ^^^^^^^"),
        "trois appels emballent cette erreur : il faut les déballer tous\n{rapport}"
    );
}

#[test]
fn une_erreur_sans_place_prend_celle_de_l_appel() {
    let source = "aide();";
    let fond = EvalAltResult::ErrorRuntime("cassé".into(), Position::NONE);
    let appel = Position::new(1, 1);
    let erreur =
        EvalAltResult::ErrorInFunctionCall("aide".into(), String::new(), fond.into(), appel);
    let rapport = report("salut.rhai", source, &erreur);
    assert!(
        rapport.starts_with("erreur : le script a levé l'erreur « cassé »\n --> salut.rhai:1:1\n"),
        "une erreur née dans une fonction de l'hôte n'a pas de place : celle de l'appel sert\n{rapport}"
    );
}

#[test]
fn une_erreur_sans_aucune_place_tient_en_deux_lignes() {
    let erreur = EvalAltResult::ErrorRuntime("cassé".into(), Position::NONE);
    assert_eq!(
        report("salut.rhai", "a();", &erreur),
        "erreur : le script a levé l'erreur « cassé »\n --> salut.rhai"
    );
}

#[test]
fn les_accents_ne_decalent_pas_le_soulignement() {
    let rapport = rapport("let e = \"é œuf\"; txet");
    assert!(
        rapport.ends_with("1 | let e = \"é œuf\"; txet\n  |                  ^^^^"),
        "la colonne compte des caractères : « é » et « œ » comptent chacun pour un\n{rapport}"
    );
}

#[test]
fn une_tabulation_reste_une_tabulation() {
    let rapport = rapport("\ttxet");
    assert!(
        rapport.ends_with("1 | \ttxet\n  | \t^^^^"),
        "le terminal choisit la largeur d'une tabulation : recopiez-la\n{rapport:?}"
    );
}

#[test]
fn une_place_hors_du_texte_ne_fait_pas_paniquer() {
    for (ligne, colonne) in [(1, 99), (9, 1), (2, 1)] {
        let place = Position::new(ligne, colonne);
        let erreur = EvalAltResult::ErrorRuntime("cassé".into(), place);
        let rapport = report("salut.rhai", "a", &erreur);
        assert!(
            rapport.ends_with('^'),
            "hors de la ligne, un seul signe : {rapport:?}"
        );
    }
}

#[test]
fn les_rapports_se_lisent() {
    let scripts = [
        "let x = [1, 2",
        "print(nom);",
        "fn f(n) {\n\n\n\n\n\n\n\n    g(n)\n}\nf(1);",
    ];
    let rapports = scripts.map(rapport);
    instantane!("rapports", rapports.join("\n\n"));
}
