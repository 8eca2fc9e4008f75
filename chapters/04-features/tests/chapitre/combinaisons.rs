//! Ce que le chapitre demande à ses lecteurs, appliqué au chapitre : toutes les combinaisons
//! de features de `ch-features`, et chaque feature documentée.

use std::fs;
use std::path::Path;

use ch_features::combinations::{Cargo, Consumer, label, powerset};

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

#[test]
fn chaque_combinaison_compile_sans_avertissement() {
    let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join("matrice-ch-features");
    let combinaisons = powerset(&FEATURES);
    assert_eq!(combinaisons.len(), 64);
    for features in combinaisons {
        // Un paquet à part : cargo n'a pas à lire tous ceux du livre.
        let utilisateur = Consumer {
            package: env!("CARGO_PKG_NAME"),
            path: Path::new(env!("CARGO_MANIFEST_DIR")),
            features: &features,
            main: "fn main() {}\n",
        };
        let dossier = base.join(["avec", &features.join("-")].join("-"));
        let cargo = utilisateur.write(&dossier).expect("le paquet s'écrit");
        // Un seul dossier cible : les dépendances ne sont compilées qu'une fois.
        let cargo = Cargo::new(cargo.folder(), base.join("target"));
        let rapport = cargo.call(["check"]).expect("cargo se lance");
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
