//! Les verdicts : toutes les façons dont un test peut mal finir, chacune nommée, et aucune
//! n'empêche de juger les autres.

use std::fs;
use std::time::{Duration, Instant};

use crate::commun::{Essai, reponse};
use verifications::instantane;

/// Remplace le contrôle de l'exercice d'essai.
fn avec_le_controle(controle: &str) -> Essai {
    let essai = Essai::nouveau();
    essai.ecrire("exercises/01-essai/double/src/lib.rs", &reponse("2 * x"));
    essai.ecrire("tests/01-essai/double.rs", controle);
    essai
}

#[test]
fn chaque_fin_a_son_explication() {
    let essai = avec_le_controle(
        r#"
use super::sujet::double;
use std::time::Duration;

#[test] fn passe() { assert_eq!(double(1), 2); }
#[test] fn egalite() { assert_eq!(double(1), 3, "le double de un"); }
#[test] fn condition() { assert!(double(1) > 5); }
#[test] fn resultat() { Err::<(), _>("cassé").expect("doit marcher") }
#[test] fn abandon() { std::process::abort() }
#[test] fn sortie_trompeuse() { std::process::exit(0) }
#[test] fn sans_fin() { loop { std::thread::sleep(Duration::from_millis(50)); } }
#[test] fn bavard() { for _ in 0..20_000 { eprintln!("{}", "x".repeat(60)); } panic!("trop de texte") }
#[test] fn panique_a_travers_le_c() { extern "C" fn f() { panic!("non") } f() }
"#,
    );
    let rapport = essai.atelier(&["verifier", "double"]);
    // Le bavard a écrit plus d'un mégaoctet : il n'en reste que le début et la fin.
    assert!(rapport.contains("lignes passées sous silence"), "{rapport}");
    assert!(
        rapport.len() < 10_000,
        "le rapport fait {} octets",
        rapport.len()
    );
    let sans_le_bavardage: Vec<&str> = rapport
        .lines()
        .filter(|ligne| {
            !ligne.trim().starts_with('x')
                && !ligne.contains("passés sous silence")
                && !ligne.contains("passées sous silence")
        })
        .collect();
    instantane!("fins", sans_le_bavardage.join("\n"));
}

#[cfg(unix)]
#[test]
fn les_morts_par_signal_sont_dites_en_francais() {
    let essai = avec_le_controle(
        r#"
#[test] fn segfault() { unsafe { std::ptr::null_mut::<u8>().wrapping_add(8).write_volatile(1) } }
#[test] fn pile() { fn f(n: u64) -> u64 { let t = [n; 512]; std::hint::black_box(&t); f(n + 1) + t[3] } println!("{}", f(0)); }
"#,
    );
    instantane!("signaux", essai.atelier(&["verifier", "double"]));
}

/// Un test qui laisse un enfant derrière lui, ou qui ne finit pas, ne retient ni l'atelier
/// ni les autres tests, et ne laisse personne derrière lui.
#[cfg(unix)]
#[test]
fn un_enfant_oublie_est_arrete_avec_son_groupe() {
    let essai = avec_le_controle(
        r#"
#[test] fn laisse_un_enfant() { std::process::Command::new("sleep").arg("47.25").spawn().unwrap(); }
#[test] fn attend_son_enfant() { std::process::Command::new("sleep").arg("47.25").status().unwrap(); }
"#,
    );
    let debut = Instant::now();
    let rapport = essai.atelier(&["verifier", "double"]);
    assert!(
        debut.elapsed() < Duration::from_secs(40),
        "l'atelier a attendu l'enfant"
    );
    assert!(rapport.contains("✔ laisse un enfant"), "{rapport}");
    assert!(rapport.contains("arrêté après 2 s"), "{rapport}");
    let restants = std::process::Command::new("ps")
        .args(["-eo", "args"])
        .output()
        .map(|sortie| sortie.stdout);
    if let Ok(restants) = restants {
        assert!(
            !String::from_utf8_lossy(&restants).contains("sleep 47.25"),
            "un enfant a survécu"
        );
    }
}

/// Ce que la machine n'a pas : le contrôle l'ignore et dit pourquoi.
const A_QUI_IL_MANQUE_UN_OUTIL: &str = r#"
use super::sujet::double;

#[test] fn trois_devient_six() { assert_eq!(double(3), 6); }
#[test]
#[cfg_attr(all(), ignore = "l'outil manque ; pour l'installer : obtenir outil")]
fn avec_l_outil() { panic!("sans outil, ce test ne peut pas être lancé") }
"#;

#[test]
fn un_test_non_lance_n_est_ni_reussi_ni_echoue() {
    let essai = avec_le_controle(A_QUI_IL_MANQUE_UN_OUTIL);
    let fichier = "exercises/01-essai/double/src/lib.rs";
    // Un second exercice : celui qui attend un outil ne le retient pas.
    essai.ecrire("exercises/01-essai/redouble/README.md", "# Redoubler\n");
    essai.ecrire("exercises/01-essai/redouble/Cargo.toml", "[package]\nname = \"ex-essai-redouble\"\n[package.metadata.exercice]\nniveau = 1\nminutes = 5\nnotions = []\nindices = []\n");
    essai.remplacer("Cargo.toml", "exercises/*/*", "exercises/*/double");

    let mut seance = String::new();
    let mut taper = |arguments: &[&str]| {
        let reponse = essai.atelier(arguments);
        seance.push_str(&format!(
            "> cargo atelier {}\n{reponse}\n\n",
            arguments.join(" ")
        ));
    };
    taper(&["verifier", "essai/double"]);
    taper(&["liste"]);
    taper(&["solution", "essai/double"]);
    fs::remove_dir_all(essai.chemin("exercises/01-essai/redouble")).unwrap();
    taper(&["liste"]);
    // Un échec reste un échec, même à côté d'un test qui n'est pas lancé.
    essai.ecrire(fichier, &reponse("3 * x"));
    taper(&["verifier", "double"]);
    taper(&["liste"]);
    // L'outil est là : le test est lancé, et compte.
    essai.ecrire(fichier, &reponse("2 * x"));
    essai.remplacer("tests/01-essai/double.rs", "all()", "any()");
    essai.remplacer("tests/01-essai/double.rs", "panic!(", "println!(");
    taper(&["verifier", "double"]);
    taper(&["liste"]);
    instantane!("non_lance", seance);
}

#[test]
fn un_verdict_ne_vaut_que_pour_les_fichiers_juges() {
    let essai = Essai::nouveau();
    let fichier = "exercises/01-essai/double/src/lib.rs";
    essai.ecrire(fichier, &reponse("2 * x"));
    assert!(essai.atelier(&["liste"]).contains("en cours, à vérifier"));
    essai.atelier(&["verifier", "double"]);
    assert!(essai.atelier(&["liste"]).contains("— réussi"));

    essai.ecrire(fichier, &reponse("2 * x + 0"));
    assert!(
        essai.atelier(&["liste"]).contains("en cours, à vérifier"),
        "le fichier a changé"
    );
    essai.ecrire(fichier, &reponse("2 * x"));
    assert!(
        essai.atelier(&["liste"]).contains("— réussi"),
        "il est revenu à ce qui a été jugé"
    );
    essai.remplacer("tests/01-essai/double.rs", "-4", "-5");
    assert!(
        essai.atelier(&["liste"]).contains("en cours, à vérifier"),
        "le contrôle a changé"
    );
    fs::remove_dir_all(essai.chemin("target/atelier")).unwrap();
    assert!(
        essai.atelier(&["liste"]).contains("en cours, à vérifier"),
        "perdre la mémoire ne perd rien"
    );
}
