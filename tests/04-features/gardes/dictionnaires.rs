//! Ce que font les dictionnaires, une fois qu'une bonne combinaison compile.

use ch_features::combinations::label;

use super::ecrire;

/// Un programme qui imprime ce que `fonction` fait de chaque mot, un par ligne.
fn programme(fonction: &str, mots: &[&str]) -> String {
    format!(
        "fn main() {{\n    for word in {mots:?} {{\n        println!(\"{{}}\", sujet::{fonction}(word));\n    }}\n}}\n"
    )
}

/// Ce que rend `fonction` pour chaque mot, sous ces features.
fn appliquer(fonction: &str, features: &[&str], mots: &[&str]) -> Vec<String> {
    let cargo = ecrire(fonction, features, &programme(fonction, mots));
    let rapport = cargo.call(["run", "--quiet"]).expect("cargo se lance");
    assert!(
        rapport.success,
        "`{fonction}` doit exister avec les features {} :\n{}",
        label(features),
        rapport.stderr
    );
    rapport.stdout.lines().map(str::to_owned).collect()
}

/// Chaque dictionnaire corrige les mots à sa façon.
#[test]
fn chaque_dictionnaire_a_son_orthographe() {
    let mots = ["oignon", "ognon", "mot", "été"];
    for (features, corriges) in [
        (&["rectifie"][..], ["ognon", "ognon", "mot", "été"]),
        (&["traditionnel"], ["oignon", "oignon", "mot", "été"]),
        (&["rectifie", "pluriels"], ["ognon", "ognon", "mot", "été"]),
        (
            &["traditionnel", "pluriels"],
            ["oignon", "oignon", "mot", "été"],
        ),
    ] {
        assert_eq!(
            appliquer("spell", features, &mots),
            corriges,
            "features {} : `spell` sur {mots:?}",
            label(features)
        );
    }
}

/// Les pluriels sont ceux du dictionnaire choisi.
#[test]
fn les_pluriels_suivent_le_dictionnaire() {
    let mots = ["après-midi", "après-dîner", "chat", "après"];
    for (dictionnaire, pluriels) in [
        (
            "rectifie",
            ["après-midis", "après-dîners", "chats", "aprèss"],
        ),
        (
            "traditionnel",
            ["après-midi", "après-dîner", "chats", "aprèss"],
        ),
    ] {
        assert_eq!(
            appliquer("plural", &[dictionnaire, "pluriels"], &mots),
            pluriels,
            "{dictionnaire} : `plural` sur {mots:?}. Le texte des fonctions est bon : seules les \
             conditions sont à changer"
        );
    }
}

/// Sans la feature `pluriels`, la fonction `plural` n'existe pas.
#[test]
fn sans_pluriels_la_fonction_n_existe_pas() {
    for dictionnaire in ["rectifie", "traditionnel"] {
        let cargo = ecrire("absente", &[dictionnaire], &programme("plural", &["mot"]));
        let rapport = cargo.call(["check", "--quiet"]).expect("cargo se lance");
        let erreurs = rapport.errors();
        assert!(
            erreurs.len() == 1 && erreurs[0].contains("E0425"),
            "{dictionnaire} : `plural` ne doit exister qu'avec la feature `pluriels`.\n\
             Ce que le compilateur a dit : {erreurs:?}"
        );
    }
}
