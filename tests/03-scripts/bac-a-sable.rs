//! Ce que l'exercice `scripts/bac-a-sable` doit garantir.

use std::fs;
use std::time::Duration;

use super::sujet::{Stop, run};

/// Exécute `script` sans que l'échéance puisse jouer.
fn essayer(script: &str) -> Result<String, Stop> {
    run(script, Duration::from_secs(3600))
}

#[test]
fn un_script_honnete_passe() {
    let script = r#"
        let mots = "le bac à sable".split();
        let plus_long = "";
        for mot in mots {
            if mot.len > plus_long.len { plus_long = mot; }
        }
        plus_long.to_upper()
    "#;
    assert_eq!(
        essayer(script).as_deref(),
        Ok("SABLE"),
        "les limites doivent laisser travailler un script ordinaire"
    );
}

#[test]
fn une_boucle_sans_fin_s_arrete() {
    assert_eq!(
        essayer("while true {}"),
        Err(Stop::Operations),
        "un million d'opérations au plus : set_max_operations"
    );
}

/// Un script qui imbrique ce nombre d'appels.
fn imbriquer(appels: u32) -> String {
    let dernier = appels - 1;
    format!("fn f(n) {{ if n == 0 {{ \"fond\" }} else {{ f(n - 1) }} }} f({dernier})")
}

#[test]
fn trente_appels_imbriques_passent() {
    assert_eq!(
        essayer(&imbriquer(32)).as_deref(),
        Ok("fond"),
        "32 appels imbriqués sont permis ; la valeur par défaut de Rhai est de 8 sans \
         optimisation : fixez-la vous-même"
    );
}

#[test]
fn une_recursion_sans_fin_s_arrete() {
    assert_eq!(
        essayer(&imbriquer(33)),
        Err(Stop::Depth),
        "33 appels imbriqués : c'est un de trop, set_max_call_levels"
    );
    assert_eq!(
        essayer("fn f(n) { f(n + 1) } f(0)"),
        Err(Stop::Depth),
        "la profondeur des appels doit être bornée, sans quoi la pile de l'hôte se vide"
    );
}

#[test]
fn une_chaine_qui_double_s_arrete() {
    // 32 Mio au plus, pour ne pas épuiser la mémoire si la limite manque.
    let script = "let s = \"x\"; for i in 0..25 { s += s; } \"passé\"";
    assert_eq!(
        essayer(script),
        Err(Stop::Size),
        "25 tours suffisent à faire 32 Mio : il faut une limite à la taille des chaînes"
    );
}

#[test]
fn un_tableau_qui_grandit_s_arrete() {
    let script = "let a = []; for i in 0..2000 { a.push(i); } \"passé\"";
    assert_eq!(essayer(script), Err(Stop::Size), "1 000 éléments au plus");
}

#[test]
fn un_dictionnaire_qui_grandit_s_arrete() {
    // Rhai ne mesure pas un dictionnaire à chaque affectation, mais quand on s'en sert.
    let script = "let m = #{}; for i in 0..2000 { m[`k${i}`] = i; } m.len(); \"passé\"";
    assert_eq!(essayer(script), Err(Stop::Size), "1 000 entrées au plus");
}

#[test]
fn import_est_refuse() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let secret = dossier.path().join("secret");
    fs::write(
        secret.with_extension("rhai"),
        "export const CLE = \"1234\";",
    )
    .expect("écrire");
    let adresse = secret.display().to_string().replace('\\', "/");
    let issue = essayer(&format!("import \"{adresse}\" as m; m::CLE"));
    assert!(
        matches!(issue, Err(Stop::Other(_))),
        "le script a lu un fichier de la machine par « import » : {issue:?}"
    );
}

#[test]
fn eval_est_refuse() {
    let issue = essayer("eval(\"`${40 + 2}`\")");
    assert!(
        matches!(issue, Err(Stop::Other(_))),
        "« eval » analyse du code que personne n'a relu : disable_symbol ; obtenu {issue:?}"
    );
}

#[test]
fn le_script_ne_peut_pas_dormir() {
    let courte = essayer("sleep(0.01); \"réveillé\"");
    assert!(
        matches!(courte, Err(Stop::Other(_))),
        "le script a dormi : sleep est une fonction ordinaire, que disable_symbol ne retire \
         pas, et elle existe pour un entier et pour un nombre à virgule ; obtenu {courte:?}"
    );
    let issue = essayer("sleep(15); \"réveillé\"");
    assert!(
        matches!(issue, Err(Stop::Other(_))),
        "le script a dormi quinze secondes dans le fil de l'hôte, et aucune limite ne \
         l'aurait réveillé : remplacez sleep par une fonction qui échoue ; obtenu {issue:?}"
    );
}

#[test]
fn l_echeance_arrete_le_script() {
    assert_eq!(
        run("while true {}", Duration::ZERO),
        Err(Stop::Time),
        "avec une durée nulle, c'est l'échéance qui doit arrêter le script, avant le compte \
         des opérations : on_progress"
    );
}
