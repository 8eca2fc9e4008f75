//! Ce que le chapitre demande à ses lecteurs, appliqué au chapitre : toutes les combinaisons
//! de features de `ch-features`, et chaque feature documentée.

use std::fs;
use std::path::Path;

use ch_features::combinations::{Cargo, label, powerset};

// ANCHOR: matrice
/// Les features du paquet, `default` mise à part.
const FEATURES: [&str; 6] = [
    "typographie",
    "majuscules",
    "compteur",
    "frequences",
    "motifs",
    "json",
];

// Soixante-quatre combinaisons en deux tests, que cargo lance en même temps.
#[test]
fn chaque_combinaison_sans_json_compile_sans_avertissement() {
    compiler(&[], "matrice-sans-json");
}

#[test]
fn chaque_combinaison_avec_json_compile_sans_avertissement() {
    compiler(&["json"], "matrice-avec-json");
}

/// Compile le paquet avec `toujours` et chaque combinaison des cinq premières features.
fn compiler(toujours: &[&str], dossier: &str) {
    let cible = Path::new(env!("CARGO_TARGET_TMPDIR")).join(dossier);
    let cargo = Cargo::new(env!("CARGO_MANIFEST_DIR"), cible);
    let combinaisons = powerset(&FEATURES[..5]);
    assert_eq!(combinaisons.len(), 32);
    for features in combinaisons {
        let features = [&features, toujours].concat();
        let liste = features.join(",");
        let rapport = cargo
            .call([
                "check",
                "--lib",
                "--no-default-features",
                "--features",
                &liste,
            ])
            .expect("cargo se lance");
        let combinaison = label(&features);
        assert!(rapport.success, "{combinaison} :\n{}", rapport.stderr);
        assert_eq!(rapport.warnings(), [""; 0], "{combinaison}");
    }
}
// ANCHOR_END: matrice

// ANCHOR: documentees
#[test]
fn chaque_feature_est_dans_la_documentation() {
    let racine = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifeste = fs::read_to_string(racine.join("Cargo.toml")).expect("le manifeste se lit");
    let documentation = fs::read_to_string(racine.join("src/lib.rs")).expect("la source se lit");
    assert_eq!(declarees(&manifeste), FEATURES);
    for feature in FEATURES {
        let ligne = format!("//! | `{feature}` |");
        assert!(
            documentation.contains(&ligne),
            "« {feature} » manque à la table de src/lib.rs"
        );
    }
}

/// Les clés de la table `[features]`, sauf `default`.
fn declarees(manifeste: &str) -> Vec<&str> {
    let table = manifeste
        .split_once("[features]")
        .map_or("", |(_, suite)| suite);
    let table = table.split_once("\n[").map_or(table, |(table, _)| table);
    let cles = table.lines().filter_map(|ligne| ligne.split_once(" = "));
    cles.map(|(cle, _)| cle)
        .filter(|cle| *cle != "default")
        .collect()
}
// ANCHOR_END: documentees
