//! Ce que l'exercice `scripts/api-hote` doit garantir.

use rhai::EvalAltResult;
use verifications::instantane;

use super::sujet::{Glossary, engine, transform};

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

fn reponse(corps: &str, texte: &str) -> String {
    match essayer(corps, texte) {
        Ok(reponse) => reponse,
        Err(erreur) => panic!("le script « {corps} » doit réussir, il échoue : {erreur}"),
    }
}

#[test]
fn le_script_recoit_le_texte_et_rend_le_sien() {
    assert_eq!(reponse("`<${text}>`", "où ?"), "<où ?>");
}

#[test]
fn capitalize_met_la_premiere_lettre_en_capitale() {
    assert_eq!(reponse("capitalize(text)", "un hôte"), "Un hôte");
    assert_eq!(
        reponse("capitalize(text)", ""),
        "",
        "la chaîne vide n'a pas de première lettre : elle reste vide"
    );
}

#[test]
fn capitalize_connait_les_accents() {
    assert_eq!(
        reponse("capitalize(text)", "été"),
        "Été",
        "une lettre accentuée occupe plusieurs octets : parcourez les `chars`"
    );
    assert_eq!(
        reponse("capitalize(text)", "œuf"),
        "Œuf",
        "une lettre accentuée occupe plusieurs octets : parcourez les `chars`"
    );
}

#[test]
fn le_type_porte_son_nom() {
    assert_eq!(
        reponse("type_of(glossary)", ""),
        "Glossary",
        "sans nom, le script et ses messages d'erreur voient le chemin Rust du type : \
         register_type_with_name"
    );
}

#[test]
fn le_glossaire_dit_combien_il_a_de_mots() {
    assert_eq!(reponse("`${glossary.count}`", ""), "2");
}

#[test]
fn le_glossaire_se_consulte_par_mot() {
    assert_eq!(
        reponse("glossary[text]", "hôte"),
        "le programme qui charge des modules"
    );
}

#[test]
fn un_mot_inconnu_est_une_erreur() {
    let erreur = match essayer("glossary[text]", "wasm") {
        Err(erreur) => erreur.to_string(),
        Ok(reponse) => {
            panic!("« wasm » n'est pas dans le glossaire, et le script a reçu {reponse:?}")
        }
    };
    assert!(
        erreur.contains("mot inconnu : wasm"),
        "l'erreur doit nommer le mot, pour que l'auteur du script le retrouve ; obtenu : {erreur}"
    );
}

#[test]
fn le_corps_du_script_n_est_pas_rejoue() {
    let moteur = engine();
    let script = "throw \"le corps a été exécuté\"; fn execute(text, glossary) { text }";
    let ast = moteur
        .compile(script)
        .expect("le script du test est bien écrit");
    let issue = transform(&moteur, &ast, "a", &glossaire());
    assert_eq!(
        issue.ok().as_deref(),
        Some("a"),
        "seule la fonction doit être appelée : call_fn exécute d'abord le corps du script, \
         CallFnOptions permet de l'éviter"
    );
}

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
