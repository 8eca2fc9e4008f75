//! Ce que l'exercice `features/additif` doit garantir.

use std::path::Path;

use ch_features::combinations::{Consumer, Report, label, powerset};

#[expect(
    unused_imports,
    reason = "cargo compile le sujet, combinaison par combinaison"
)]
use super::sujet as _;

const FEATURES: [&str; 2] = ["francais", "anglais"];

/// Imprime chaque style compilé et ce qu'il donne.
const MONTRER: &str = r#"use sujet::{Style, quote};

fn main() {
    for style in Style::ALL {
        println!("{style:?} {}", quote("mot", *style));
    }
}
"#;

const DROITS: &str = "Straight \"mot\"\n";
const FRANCAIS: &str = "French «\u{a0}mot\u{a0}»\n";
const ANGLAIS: &str = "English “mot”\n";

/// Compile et lance `programme`, qui dépend du paquet avec ces features et sans les autres.
fn consommer(nom: &str, features: &[&str], programme: &str) -> Report {
    let consommateur = Consumer {
        package: env!("CARGO_PKG_NAME"),
        path: Path::new(env!("CARGO_MANIFEST_DIR")),
        features,
        main: programme,
    };
    let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_PKG_NAME"));
    consommateur.run(&base, nom).expect("cargo se lance")
}

/// Ce qu'imprime `programme`, qui doit compiler sous ces features.
fn imprimer(nom: &str, features: &[&str], programme: &str) -> String {
    let rapport = consommer(nom, features, programme);
    assert!(
        rapport.success,
        "avec les features {}, ce programme doit compiler :\n\n{programme}\n{}",
        label(features),
        rapport.stderr
    );
    rapport.stdout
}

/// Les styles compilés sous ces features, un par ligne.
fn styles(features: &[&str]) -> String {
    imprimer("montrer", features, MONTRER)
}

#[test]
fn sans_feature_les_guillemets_sont_droits() {
    assert_eq!(
        styles(&[]),
        DROITS,
        "sans feature, il reste le style `Straight`, et lui seul"
    );
}

#[test]
fn chaque_feature_ajoute_son_style() {
    assert_eq!(
        styles(&["francais"]),
        [DROITS, FRANCAIS].concat(),
        "`francais` ajoute `French`, après `Straight`"
    );
    assert_eq!(
        styles(&["anglais"]),
        [DROITS, ANGLAIS].concat(),
        "`anglais` ajoute `English`, après `Straight`"
    );
}

#[test]
fn les_deux_features_vivent_ensemble() {
    assert_eq!(
        styles(&FEATURES),
        [DROITS, FRANCAIS, ANGLAIS].concat(),
        "cargo active les deux features dès que deux crates en demandent une chacun : les trois \
         styles doivent être là, sans que l'un en remplace un autre"
    );
}

#[test]
fn le_style_par_defaut_ne_depend_pas_des_features() {
    let programme = "fn main() {\n    println!(\"{:?}\", sujet::Style::default());\n}\n";
    for features in powerset(&FEATURES) {
        assert_eq!(
            imprimer("defaut", &features, programme).trim_end(),
            "Straight",
            "features {} : un autre crate peut activer une feature à votre insu ; elle ne doit pas \
             changer ce que rend `Style::default()`",
            label(&features)
        );
    }
}

#[test]
fn un_match_doit_prevoir_les_styles_a_venir() {
    let programme = r#"use sujet::Style;

fn main() {
    match Style::default() {
        Style::Straight => println!("droits"),
        Style::French => println!("français"),
    }
}
"#;
    let rapport = consommer("match-sans-joker", &["francais"], programme);
    let erreurs = rapport.errors();
    assert!(
        erreurs.iter().any(|erreur| erreur.contains("E0004")) && erreurs.len() == 1,
        "un `match` sur `Style` sans branche `_` doit être refusé (E0004), même si toutes les \
         variantes du moment y sont : il cesserait de compiler le jour où un autre crate active \
         `anglais`. Quel attribut d'un `enum` dit que d'autres variantes viendront ?\n\
         Ce que le compilateur a dit : {erreurs:?}"
    );
}
