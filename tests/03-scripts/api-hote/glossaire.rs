//! Le type prêté : son nom, sa propriété, son accès par mot.

use super::{Glossary, echec, engine, reponse, transform};

/// Interroge un autre glossaire ; l'erreur n'en garde que le texte.
fn interroger(corps: &str, texte: &str, glossaire: &Glossary) -> Result<String, String> {
    let moteur = engine();
    let script = format!("fn execute(text, glossary) {{ {corps} }}");
    let ast = moteur
        .compile(&script)
        .expect("le script du test est bien écrit");
    transform(&moteur, &ast, texte, glossaire).map_err(|erreur| erreur.to_string())
}

/// Le type prêté porte son nom dans les scripts.
#[test]
fn le_type_porte_son_nom() {
    assert_eq!(
        reponse("type_of(glossary)", ""),
        "Glossary",
        "sans nom, le script et ses messages d'erreur voient le chemin Rust du type : \
         register_type_with_name"
    );
}

/// Le glossaire dit combien il a de mots.
#[test]
fn le_glossaire_dit_combien_il_a_de_mots() {
    assert_eq!(reponse("`${glossary.count}`", ""), "2");
    for (autre, attendu) in [
        (Glossary::new([]), "0 i64"),
        (Glossary::new([("a", "1")]), "1 i64"),
        (Glossary::new([("a", "1"), ("b", "2"), ("c", "3")]), "3 i64"),
    ] {
        assert_eq!(
            interroger("`${glossary.count} ${type_of(glossary.count)}`", "", &autre).as_deref(),
            Ok(attendu),
            "le compte est celui du glossaire que le script reçoit"
        );
    }
}

/// Le glossaire se consulte par mot.
#[test]
fn le_glossaire_se_consulte_par_mot() {
    for (mot, definition) in [
        ("hôte", "le programme qui charge des modules"),
        ("ABI", "la façon dont le code compilé s'appelle"),
    ] {
        assert_eq!(reponse("glossary[text]", mot), definition);
    }
    let autre = Glossary::new([("hôte", "celui qui reçoit"), ("", "rien")]);
    for (mot, definition) in [("hôte", "celui qui reçoit"), ("", "rien")] {
        assert_eq!(
            interroger("glossary[text]", mot, &autre).as_deref(),
            Ok(definition),
            "la définition est celle du glossaire que le script reçoit"
        );
    }
}

/// Un mot inconnu est une erreur qui le nomme, et que le script peut rattraper.
#[test]
fn un_mot_inconnu_est_une_erreur() {
    for mot in ["wasm", "Hôte", "hôt", "abi", "", "🦀"] {
        let erreur = echec("glossary[text]", mot);
        assert!(
            erreur.contains(&format!("mot inconnu : {mot}")),
            "l'erreur doit nommer « {mot} », pour que l'auteur du script le retrouve : {erreur}"
        );
    }
    let corps = "try { glossary[text]; } catch { return \"rattrapée\"; } \"rien\"";
    assert_eq!(
        reponse(corps, "wasm"),
        "rattrapée",
        "une erreur de Rhai se rattrape dans le script"
    );
}

/// Le glossaire se consulte par un mot, et non par un rang.
#[test]
fn un_rang_n_est_pas_un_mot() {
    echec("glossary[0]", "");
}
