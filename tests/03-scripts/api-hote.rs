//! Ce que l'exercice `scripts/api-hote` doit garantir.

use rhai::EvalAltResult;
use verifications::instantane;

use super::sujet::{Glossary, engine, transform};

#[path = "api-hote/appel.rs"]
mod appel;
#[path = "api-hote/glossaire.rs"]
mod glossaire;

fn glossaire() -> Glossary {
    Glossary::new([
        ("ABI", "la façon dont le code compilé s'appelle"),
        ("hôte", "le programme qui charge des modules"),
    ])
}

/// Fait traiter `texte` par un script dont `corps` est le corps de `execute`.
fn essayer(corps: &str, texte: &str) -> Result<String, Box<EvalAltResult>> {
    let moteur = engine();
    let script = format!("fn execute(text, glossary) {{ {corps} }}");
    let ast = moteur
        .compile(&script)
        .expect("le script du test est bien écrit");
    transform(&moteur, &ast, texte, &glossaire())
}

/// L'erreur d'un script qui doit échouer.
fn echec(corps: &str, texte: &str) -> String {
    match essayer(corps, texte) {
        Err(erreur) => erreur.to_string(),
        Ok(reponse) => panic!("« {corps} » sur « {texte} » doit échouer, il a rendu {reponse:?}"),
    }
}

fn reponse(corps: &str, texte: &str) -> String {
    match essayer(corps, texte) {
        Ok(reponse) => reponse,
        Err(erreur) => panic!("le script « {corps} » doit réussir, il échoue : {erreur}"),
    }
}

/// `capitalize` met la première lettre en capitale et garde le reste.
#[test]
fn capitalize_met_la_premiere_lettre_en_capitale() {
    for (texte, attendu) in [
        ("un hôte", "Un hôte"),
        ("iPhone", "IPhone"),
        ("Déjà", "Déjà"),
        ("1er mot", "1er mot"),
        (" avant", " avant"),
        ("🦀crabe", "🦀crabe"),
        ("a", "A"),
        ("", ""),
    ] {
        assert_eq!(
            reponse("capitalize(text)", texte),
            attendu,
            "seule la première lettre change, et la chaîne vide n'en a pas"
        );
    }
}

/// `capitalize` connaît les accents, et les lettres dont la capitale en fait deux.
#[test]
fn capitalize_connait_les_accents() {
    for (texte, attendu) in [("été", "Été"), ("œuf", "Œuf"), ("ça", "Ça")] {
        assert_eq!(
            reponse("capitalize(text)", texte),
            attendu,
            "une lettre accentuée occupe plusieurs octets : parcourez les `chars`"
        );
    }
    assert_eq!(
        reponse("capitalize(text)", "ßeta"),
        "SSeta",
        "la capitale de « ß » est « SS » : `to_uppercase` rend plusieurs caractères, gardez-les tous"
    );
}

/// Un script complet annote un texte.
#[test]
fn un_script_complet_annote_un_texte() {
    let corps = r#"
        let rendu = "";
        for mot in text.split() {
            let definition = glossary[mot];
            rendu += capitalize(mot) + " : " + definition + ".\n";
        }
        rendu
    "#;
    instantane!("annotation", reponse(corps, "hôte ABI"));
}
