//! Arrêter l'atelier arrête tout ce qu'il a lancé.
#![cfg(unix)]

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::commun::{Essai, reponse};

/// Lance `cargo atelier verifier double` sur une réponse qui ne finit pas, et attend qu'un test
/// tourne : il écrit son numéro de processus dans le fichier rendu.
fn verifier_sans_fin(essai: &Essai) -> (Child, u32) {
    let temoin = essai.chemin("temoin");
    essai.ecrire("exercises/01-essai/double/src/lib.rs", &reponse("2 * x"));
    let controle = format!(
        "#[test]\nfn sans_fin() {{\n    let _ = super::sujet::double(1);\n    \
         std::fs::write({temoin:?}, std::process::id().to_string()).unwrap();\n    \
         loop {{ std::thread::sleep(std::time::Duration::from_millis(10)); }}\n}}\n"
    );
    essai.ecrire("tests/01-essai/double.rs", &controle);
    essai.remplacer(
        "exercises/01-essai/double/Cargo.toml",
        "limite = 2",
        "limite = 60",
    );
    let atelier = Command::new(env!("CARGO_BIN_EXE_atelier"))
        .args(["verifier", "double"])
        .current_dir(essai.chemin(""))
        .env("CARGO_TARGET_DIR", essai.chemin("target"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("lancer l'atelier");
    let numero = attendre(Duration::from_secs(120), || {
        fs::read_to_string(&temoin).ok()?.parse().ok()
    });
    (atelier, numero.expect("le test commence"))
}

/// Essaie jusqu'à ce que `essayer` rende quelque chose.
fn attendre<T>(limite: Duration, mut essayer: impl FnMut() -> Option<T>) -> Option<T> {
    let fin = Instant::now() + limite;
    while Instant::now() < fin {
        if let Some(valeur) = essayer() {
            return Some(valeur);
        }
        thread::sleep(Duration::from_millis(20));
    }
    None
}

/// Le processus existe-t-il encore ?
fn vit(numero: u32) -> bool {
    let mut kill = Command::new("kill");
    kill.args(["-0", &numero.to_string()]).stderr(Stdio::null());
    kill.status().is_ok_and(|statut| statut.success())
}

/// Un signal reçu par l'atelier n'y laisse ni test qui tourne, ni attente.
#[test]
fn un_signal_arrete_aussi_les_tests_en_cours() {
    for signal in ["INT", "TERM", "HUP"] {
        let essai = Essai::nouveau();
        let (mut atelier, test) = verifier_sans_fin(&essai);
        assert!(vit(test), "{signal} : le test devait tourner");
        let envoye = Command::new("kill")
            .args(["-s", signal, &atelier.id().to_string()])
            .status();
        assert!(envoye.is_ok_and(|statut| statut.success()));
        let fin = attendre(Duration::from_secs(10), || {
            atelier.try_wait().ok().flatten()
        });
        let fin = fin.unwrap_or_else(|| panic!("{signal} : l'atelier ne finit pas"));
        assert_eq!((fin.code(), fin.signal()), (Some(130), None), "{signal}");
        let mort = attendre(Duration::from_secs(5), || (!vit(test)).then_some(()));
        assert!(mort.is_some(), "{signal} : le test tourne encore");
    }
}

/// Ce que le système ou un éditeur laisse dans un dossier ne fait pas perdre un verdict, et un
/// lien ne fait pas sortir du projet.
#[test]
fn un_dossier_encombre_garde_son_verdict() {
    let essai = Essai::nouveau();
    essai.ecrire("exercises/01-essai/double/src/lib.rs", &reponse("2 * x"));
    assert!(essai.atelier(&["verifier", "double"]).ends_with("[code 0]"));
    for reste in [
        ".lib.rs.swp",
        ".DS_Store",
        "lib.rs~",
        "#lib.rs#",
        "core",
        "notes.txt",
    ] {
        essai.ecrire(&format!("exercises/01-essai/double/src/{reste}"), "x");
    }
    std::os::unix::fs::symlink("/", essai.chemin("exercises/01-essai/double/racine"))
        .expect("un lien vers la racine");
    let debut = Instant::now();
    let liste = essai.atelier(&["liste"]);
    assert!(liste.contains("1 réussi(s) sur 1"), "{liste}");
    // Suivre le lien durerait plus d'une minute.
    assert!(
        debut.elapsed() < Duration::from_secs(30),
        "liste suit le lien"
    );
}

/// Un fichier changé pendant que ses tests tournent n'est pas jugé : l'atelier le dit.
#[test]
fn un_fichier_change_pendant_la_verification_n_a_pas_de_verdict() {
    let essai = Essai::nouveau();
    let fichier = "exercises/01-essai/double/src/lib.rs";
    essai.ecrire(fichier, &reponse("2 * x"));
    // Le test lui-même change le fichier, à coup sûr pendant la vérification.
    let casse = format!(
        "#[test]\nfn passe() {{\n    assert_eq!(super::sujet::double(1), 2);\n    \
         std::fs::write({:?}, \"compile_error!(\\\"x\\\");\").unwrap();\n}}\n",
        Path::new(&essai.chemin(fichier))
    );
    essai.ecrire("tests/01-essai/double.rs", &casse);
    let rapport = essai.atelier(&["verifier", "double"]);
    assert!(
        rapport.contains("Un fichier a changé pendant la vérification"),
        "{rapport}"
    );
    assert!(rapport.ends_with("[code 1]"), "{rapport}");
    let liste = essai.atelier(&["liste"]);
    assert!(liste.contains("0 réussi(s) sur 1"), "{liste}");
    let solution = essai.atelier(&["solution", "double"]);
    assert!(
        solution.contains("La solution se montre une fois l'exercice réussi"),
        "{solution}"
    );
}
