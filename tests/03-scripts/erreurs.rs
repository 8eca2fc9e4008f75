//! Ce que l'exercice `scripts/erreurs` doit garantir.

use rhai::{EvalAltResult, Position};
use verifications::instantane;

use super::sujet::{report, run};

#[path = "erreurs/place.rs"]
mod place;
#[path = "erreurs/soulignement.rs"]
mod soulignement;

/// Le rapport d'un script fautif.
fn rapport(script: &str) -> String {
    match run("salut.rhai", script) {
        Err(rapport) => rapport,
        Ok(()) => panic!("ce script devait échouer : {script}"),
    }
}

/// Le rapport montre le message, la place, la ligne et le mot.
#[test]
fn la_ligne_et_le_mot_sont_montres() {
    assert_eq!(
        rapport("let a = 1;\n  txet.trim();\n"),
        "erreur : variable inconnue « txet »\n --> salut.rhai:2:3\n2 |   txet.trim();\n  |   ^^^^",
        "le rapport a quatre lignes : message, place, extrait, soulignement du mot entier"
    );
}

/// Une faute de syntaxe est montrée à sa place.
#[test]
fn une_faute_de_syntaxe_est_montree() {
    let rapport = rapport("let a = 1;\nlet = 2;");
    assert!(
        rapport.starts_with("erreur : le script est mal écrit")
            && rapport.ends_with("2 | let = 2;\n  |     ^"),
        "une faute de syntaxe a aussi sa place ; là où il n'y a pas de mot, un seul signe :\n{rapport}"
    );
}

/// Une erreur née dans une fonction est montrée dans la fonction.
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

/// Une erreur née sous trois appels est montrée à son origine.
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

/// Une erreur sans aucune place tient en deux lignes.
#[test]
fn une_erreur_sans_aucune_place_tient_en_deux_lignes() {
    for (fichier, message) in [("salut.rhai", "cassé"), ("autre.rhai", "perdu")] {
        let erreur = EvalAltResult::ErrorRuntime(message.into(), Position::NONE);
        assert_eq!(
            report(fichier, "a();", &erreur),
            format!("erreur : le script a levé l'erreur « {message} »\n --> {fichier}")
        );
    }
}

/// La barre du soulignement est sous celle de l'extrait, quel que soit le numéro de la ligne.
#[test]
fn la_marge_suit_le_numero_de_la_ligne() {
    for (ligne, marge) in [(9, "  | "), (10, "   | "), (12, "   | "), (100, "    | ")] {
        let script = format!("{}txet", "\n".repeat(ligne - 1));
        assert_eq!(
            rapport(&script),
            format!(
                "erreur : variable inconnue « txet »\n --> salut.rhai:{ligne}:1\n\
                 {ligne} | txet\n{marge}^^^^"
            ),
            "autant d'espaces que de chiffres, puis celle qui précède la barre"
        );
    }
}

/// Les rapports de trois scripts fautifs se lisent.
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
