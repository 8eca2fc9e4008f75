//! Ce que l'exercice `features/additif` doit garantir.

use std::env;
use std::path::Path;

use ch_features::combinations::{Consumer, Report, label, powerset, scratch_folder};

#[expect(
    unused_imports,
    reason = "cargo compile le sujet, combinaison par combinaison"
)]
use super::sujet as _;

#[path = "additif/evolution.rs"]
mod evolution;

const FEATURES: [&str; 2] = ["francais", "anglais"];

/// Imprime chaque style compilé et ce qu'il donne de quelques textes.
const MONTRER: &str = r#"use std::fmt::Debug;

use sujet::{Style, quote};

const TOUS: &[Style] = Style::ALL;

fn montrer(styles: &[impl Debug + Clone + Copy + PartialEq + Eq + Default]) {
    println!("{} {:?}", styles.len(), styles);
}

fn main() {
    montrer(TOUS);
    for style in Style::ALL {
        for text in ["mot", "l'été", "dit \"oui\" à «\u{a0}lui\u{a0}»", " seul ", ""] {
            println!("{style:?} {}", quote(text, *style));
        }
    }
}
"#;

/// Compile et lance `programme`, qui dépend du paquet avec ces features et sans les autres.
fn consommer(nom: &str, features: &[&str], programme: &str) -> Report {
    let dossier = env::var_os("CARGO_MANIFEST_DIR").expect("cargo donne le dossier du paquet");
    let consommateur = Consumer {
        package: env!("CARGO_PKG_NAME"),
        path: Path::new(&dossier),
        features,
        main: programme,
    };
    let base = scratch_folder(env!("CARGO_PKG_NAME")).expect("le test connaît son dossier");
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

/// Les styles compilés sous ces features, et ce que chacun fait des textes.
fn styles(features: &[&str]) -> String {
    imprimer("montrer", features, MONTRER)
}

/// Ce que `MONTRER` imprime si ces styles sont là, dans cet ordre.
fn attendu(styles: &[(&str, &str, &str)]) -> String {
    let noms: Vec<_> = styles.iter().map(|(nom, ..)| *nom).collect();
    let mut sortie = format!("{} [{}]\n", noms.len(), noms.join(", "));
    for (nom, ouvrant, fermant) in styles {
        for texte in [
            "mot",
            "l'été",
            "dit \"oui\" à «\u{a0}lui\u{a0}»",
            " seul ",
            "",
        ] {
            sortie.push_str(&format!("{nom} {ouvrant}{texte}{fermant}\n"));
        }
    }
    sortie
}

const DROITS: (&str, &str, &str) = ("Straight", "\"", "\"");
const FRANCAIS: (&str, &str, &str) = ("French", "«\u{a0}", "\u{a0}»");
const ANGLAIS: (&str, &str, &str) = ("English", "“", "”");

/// Sans aucune feature, il reste les guillemets droits.
#[test]
fn sans_feature_les_guillemets_sont_droits() {
    assert_eq!(
        styles(&[]),
        attendu(&[DROITS]),
        "sans feature, il reste le style `Straight`, et lui seul ; le texte ressort tel quel"
    );
}

/// Chaque feature ajoute son style à la fin de la liste.
#[test]
fn chaque_feature_ajoute_son_style() {
    assert_eq!(
        styles(&["francais"]),
        attendu(&[DROITS, FRANCAIS]),
        "`francais` ajoute `French`, après `Straight`, et ne change rien d'autre"
    );
    assert_eq!(
        styles(&["anglais"]),
        attendu(&[DROITS, ANGLAIS]),
        "`anglais` ajoute `English`, après `Straight`, et ne change rien d'autre"
    );
}

/// Les deux features ensemble donnent les trois styles.
#[test]
fn les_deux_features_vivent_ensemble() {
    assert_eq!(
        styles(&FEATURES),
        attendu(&[DROITS, FRANCAIS, ANGLAIS]),
        "cargo active les deux features dès que deux crates en demandent une chacune : les trois \
         styles doivent être là, dans cet ordre, sans que l'un en remplace un autre"
    );
}

/// Le style par défaut est le même sous toutes les combinaisons.
#[test]
fn le_style_par_defaut_ne_depend_pas_des_features() {
    let programme = "fn main() {\n    println!(\"{:?}\", sujet::Style::default());\n}\n";
    for features in powerset(&FEATURES) {
        assert_eq!(
            imprimer("defaut", &features, programme).trim_end(),
            "Straight",
            "features {} : une autre crate peut activer une feature à votre insu ; elle ne doit pas \
             changer ce que rend `Style::default()`",
            label(&features)
        );
    }
}
