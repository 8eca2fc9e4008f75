//! Ce qu'un programme peut nommer, et ce qui lui arrive quand une feature s'ajoute.

use ch_features::combinations::label;

use super::{FEATURES, consommer, imprimer};

/// Un style n'existe pas sans sa feature.
#[test]
fn sans_sa_feature_un_style_n_existe_pas() {
    for (features, style) in [
        (&[][..], "French"),
        (&[], "English"),
        (&["francais"], "English"),
        (&["anglais"], "French"),
    ] {
        let programme = format!("fn main() {{\n    let _ = sujet::Style::{style};\n}}\n");
        let rapport = consommer(&format!("absent-{style}"), features, &programme);
        let erreurs = rapport.errors();
        assert!(
            erreurs.len() == 1 && erreurs[0].contains("E0599"),
            "features {} : `Style::{style}` ne doit pas exister. Une variante toujours compilée \
             n'est pas sur demande, même si `ALL` ne la montre pas.\n\
             Ce que le compilateur a dit : {erreurs:?}",
            label(features)
        );
    }
}

/// Un `match` sur `Style` doit prévoir les styles à venir.
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
    // Une variante cachée est refusée de la même façon, mais le compilateur ne dit pas cela.
    let ouvert = rapport.stderr.contains("is marked as non-exhaustive");
    assert!(
        erreurs.len() == 1 && erreurs[0].contains("E0004") && ouvert,
        "un `match` sur `Style` sans branche `_` doit être refusé (E0004), même si toutes les \
         variantes du moment y sont : il cesserait de compiler le jour où une autre crate active \
         `anglais`. Quel attribut d'un `enum` dit que d'autres variantes viendront, sans en \
         ajouter une ?\nCe que le compilateur a dit : {erreurs:?}"
    );
}

/// Un programme écrit pour une feature dit la même chose quand l'autre s'ajoute.
#[test]
fn un_programme_survit_a_une_feature_de_plus() {
    let programme = r#"use sujet::{Style, quote};

fn main() {
    for style in [Style::Straight, Style::French, Style::default()] {
        let name = match style {
            Style::Straight => "droits",
            Style::French => "français",
            _ => "autres",
        };
        println!("{name} : {}", quote("un mot", style));
    }
}
"#;
    for features in [&["francais"][..], &FEATURES] {
        assert_eq!(
            imprimer("survie", features, programme),
            "droits : \"un mot\"\nfrançais : «\u{a0}un mot\u{a0}»\ndroits : \"un mot\"\n",
            "features {} : ce programme a été écrit pour `francais` ; une feature de plus n'y \
             change rien",
            label(features)
        );
    }
}
