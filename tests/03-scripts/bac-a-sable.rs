//! Ce que l'exercice `scripts/bac-a-sable` doit garantir.

use std::fs;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use super::sujet::{Stop, run};

#[path = "bac-a-sable/echeance.rs"]
mod echeance;
#[path = "bac-a-sable/limites.rs"]
mod limites;

/// Exécute `script` sans que l'échéance puisse jouer.
fn essayer(script: &str) -> Result<String, Stop> {
    run(script, Duration::from_secs(3600))
}

/// Un script ordinaire passe.
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

/// Une boucle sans fin s'arrête.
#[test]
fn une_boucle_sans_fin_s_arrete() {
    for boucle in [
        "while true {}",
        "loop { }",
        "let n = 0; do { n += 1; } while n >= 0;",
    ] {
        assert_eq!(
            essayer(boucle),
            Err(Stop::Operations),
            "un million d'opérations au plus : set_max_operations"
        );
    }
}

/// Une chaîne qui double à chaque tour s'arrête.
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

/// `import` est refusé, même si le fichier existe.
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
    let importer = format!("import \"{adresse}\" as m; m::CLE");
    for script in [importer.clone(), format!("fn f() {{ {importer} }} f()")] {
        let issue = essayer(&script);
        assert!(
            matches!(issue, Err(Stop::Other(_))),
            "le script a lu un fichier de la machine par « import » : {issue:?}"
        );
    }
}

/// `eval` est refusée.
#[test]
fn eval_est_refuse() {
    for script in ["eval(\"`${40 + 2}`\")", "fn f() { eval(\"`vu`\") } f()"] {
        let issue = essayer(script);
        assert!(
            matches!(issue, Err(Stop::Other(_))),
            "« eval » analyse du code que personne n'a relu : disable_symbol ; obtenu {issue:?}"
        );
    }
}

/// Le script ne peut pas dormir, ni pour un entier ni pour un nombre à virgule.
#[test]
fn le_script_ne_peut_pas_dormir() {
    for (appel, sorte) in [
        ("sleep(0.01)", "un nombre à virgule"),
        ("sleep(15)", "un entier"),
    ] {
        let script = format!("{appel}; \"réveillé\"");
        let (envoi, reception) = channel();
        // Dans un fil à part : le contrôle n'attend pas quinze secondes un script endormi.
        thread::spawn(move || envoi.send(essayer(&script)));
        let issue = reception.recv_timeout(Duration::from_secs(5));
        assert!(
            matches!(issue, Ok(Err(Stop::Other(_)))),
            "sleep a dormi dans le fil de l'hôte, et aucune limite ne l'aurait réveillé. C'est une \
             fonction ordinaire, que disable_symbol ne retire pas : remplacez-la par une fonction \
             qui échoue, ici pour {sorte} ; obtenu {issue:?}"
        );
    }
}
