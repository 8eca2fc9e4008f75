//! Lance chaque exemple du chapitre et fixe ce qu'il imprime.

use std::path::Path;

use ch_features::combinations::Cargo;
use verifications::{exemple, instantane, sortie};

/// Cargo sur ce paquet, dans un dossier à part : `cargo test` à la racine unit les features
/// de tout l'espace de travail, et ces sorties-là demandent une combinaison précise.
fn cargo() -> Cargo {
    let cible = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ch-features");
    Cargo::new(env!("CARGO_MANIFEST_DIR"), cible)
}

/// Lance `cargo run …` sur ce paquet et rend la sortie du programme.
fn lancer(arguments: &[&str]) -> String {
    let rapport = cargo()
        .call([&["run"], arguments].concat())
        .expect("cargo se lance");
    assert!(rapport.success, "{}", rapport.stderr);
    rapport.stdout
}

// Les combinaisons de `hote` partagent un dossier, donc un nom de programme : un seul test.
#[test]
fn hote() {
    instantane!("hote", lancer(&["--example", "hote_features"]));
    let choix = "compteur,frequences";
    let choisi = lancer(&[
        "--example",
        "hote_features",
        "--no-default-features",
        "--features",
        choix,
    ]);
    instantane!("hote_choisi", choisi);
    let vide = lancer(&["--example", "hote_features", "--no-default-features"]);
    instantane!("hote_vide", vide);
}

#[test]
fn frequences() {
    let sortie = lancer(&["--example", "frequences", "--features", "frequences"]);
    instantane!("frequences", sortie);
}

// Ceux-là ne dépendent pas des features de ce paquet.
exemple!(arbre, "arbre");
exemple!(cfg_inconnue, "cfg_inconnue");
exemple!(conditions, "conditions");
exemple!(cout, "cout");
exemple!(defaut, "defaut");
exemple!(deux_versions, "deux_versions");
exemple!(exclusives, "exclusives");
exemple!(matrice, "matrice");
exemple!(obligatoires, "obligatoires");
exemple!(optionnelle, "optionnelle");
exemple!(registre, "registre");
exemple!(registre_dlopen, "registre_dlopen");
exemple!(registre_oublie, "registre_oublie");
exemple!(unification, "unification");

/// cargo-hack ne vient pas avec cargo : où il n'est pas installé, il n'y a rien à vérifier.
#[test]
fn cargo_hack() {
    let version = cargo().call(["hack", "--version"]);
    if !version.expect("cargo se lance").success {
        eprintln!("non vérifié : cargo-hack n'est pas installé (cargo install cargo-hack)");
        return;
    }
    instantane!("cargo_hack", sortie!("cargo_hack"));
    // `default` compte pour une feature, sauf avec celles qu'elle active déjà.
    let essais = [
        "hack",
        "check",
        "--feature-powerset",
        "--print-command-list",
    ];
    let liste = cargo().call(essais).expect("cargo se lance");
    assert_eq!(liste.stdout.lines().count(), 80, "{}", liste.stdout);
}
