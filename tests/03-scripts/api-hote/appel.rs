//! Ce que `transform` doit garantir : un appel, sa réponse, ses échecs.

use super::{Glossary, echec, engine, glossaire, reponse, transform};

/// Le script reçoit le texte et rend le sien.
#[test]
fn le_script_recoit_le_texte_et_rend_le_sien() {
    for texte in ["où ?", "", " deux\nlignes ", "« été » 🦀"] {
        assert_eq!(reponse("`<${text}>`", texte), format!("<{texte}>"));
    }
    assert_eq!(
        reponse("type_of(text)", "a"),
        "string",
        "le texte arrive comme une chaîne"
    );
}

/// Un script qui échoue est une erreur qui garde son message.
#[test]
fn un_script_qui_echoue_est_une_erreur() {
    for (corps, message) in [
        ("throw \"trop tard\"", "trop tard"),
        ("txet", "txet"),
        ("perdu(text)", "perdu"),
    ] {
        let erreur = echec(corps, "a");
        assert!(
            erreur.contains(message),
            "le message de « {corps} » est perdu : {erreur}"
        );
    }
}

/// Une réponse qui n'est pas une chaîne est une erreur.
#[test]
fn une_reponse_qui_n_est_pas_une_chaine_est_une_erreur() {
    for corps in ["42", "1.5", "true", "()", "glossary", "[text]", "'a'"] {
        echec(corps, "a");
    }
}

/// Un script sans `execute` à deux paramètres est une erreur.
#[test]
fn un_script_sans_execute_est_une_erreur() {
    let moteur = engine();
    for script in [
        "fn autre(text, glossary) { text }",
        "fn execute(text) { text }",
        "\"a\"",
    ] {
        let ast = moteur.compile(script).expect("ce script est bien écrit");
        assert!(
            transform(&moteur, &ast, "a", &glossaire()).is_err(),
            "il n'y a pas de fonction execute(text, glossary) à appeler : {script}"
        );
    }
}

/// Ce que le script contient hors de ses fonctions n'est pas exécuté.
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

/// Un même moteur sert cinquante appels, deux scripts et deux glossaires entremêlés.
#[test]
fn un_moteur_sert_plusieurs_scripts_et_plusieurs_glossaires() {
    let moteur = engine();
    let scripts = ["glossary[text]", "`${capitalize(text)} ${glossary.count}`"].map(|corps| {
        let script = format!("fn execute(text, glossary) {{ {corps} }}");
        moteur.compile(&script).expect("ce script est bien écrit")
    });
    let court = Glossary::new([("hôte", "celui qui reçoit")]);
    let long = glossaire();
    for _ in 0..50 {
        let reponses = [
            (&scripts[0], &court, "celui qui reçoit"),
            (&scripts[1], &long, "Hôte 2"),
            (&scripts[0], &long, "le programme qui charge des modules"),
            (&scripts[1], &court, "Hôte 1"),
        ];
        for (script, glossaire, attendu) in reponses {
            let issue = transform(&moteur, script, "hôte", glossaire);
            assert_eq!(
                issue.ok().as_deref(),
                Some(attendu),
                "un appel ne doit rien à un autre"
            );
        }
    }
}
