//! Ce que l'exercice `features/optionnel` doit garantir.

use std::path::Path;

use ch_features::combinations::{Cargo, Consumer, Report, label};

use super::sujet::PACKAGE;

/// Le programme qui se sert du paquet, écrit sous un nom propre à ces features.
fn consommateur(nom: &str, features: &[&str], programme: &str) -> Cargo {
    let consommateur = Consumer {
        package: "atelier-de-texte",
        path: Path::new(PACKAGE),
        features,
        main: programme,
    };
    let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_PKG_NAME"));
    let dossier = base.join([&[nom], features].concat().join("-"));
    consommateur.write(&dossier).expect("le programme s'écrit")
}

/// Un programme qui imprime les expressions `appels`, une par ligne.
fn programme(appels: &[&str]) -> String {
    let lignes = appels
        .iter()
        .map(|appel| format!("    println!(\"{{:?}}\", sujet::{appel});\n"));
    format!("fn main() {{\n{}}}\n", lignes.collect::<String>())
}

/// Imprime les expressions `appels`, avec ces features et sans les autres.
fn imprimer(features: &[&str], appels: &[&str]) -> String {
    let cargo = consommateur("imprimer", features, &programme(appels));
    let rapport = appeler(&cargo, &["run", "--quiet"]);
    assert!(
        rapport.success,
        "avec les features {}, un programme qui appelle {} ne compile pas :\n{}",
        label(features),
        appels.join(", "),
        plainte(&rapport)
    );
    rapport.stdout
}

/// Ce que cargo reproche au paquet, en clair quand la feature demandée n'existe pas.
fn plainte(rapport: &Report) -> &str {
    if rapport.stderr.contains("does not have that feature") {
        "le paquet n'a pas cette feature : elle se déclare dans la table [features] de son Cargo.toml"
    } else {
        &rapport.stderr
    }
}

fn appeler(cargo: &Cargo, arguments: &[&str]) -> Report {
    cargo.call(arguments).expect("cargo se lance")
}

/// `lexique` est-il parmi les dépendances, avec ces features ?
fn lexique_est_compile(features: &[&str]) -> bool {
    let cargo = consommateur("arbre", features, "fn main() {}\n");
    let arbre = appeler(&cargo, &["tree", "-e", "normal", "--prefix", "none"]);
    assert!(
        arbre.success,
        "cargo refuse les features {} :\n{}",
        label(features),
        plainte(&arbre)
    );
    arbre
        .stdout
        .lines()
        .any(|ligne| ligne.starts_with("lexique "))
}

#[test]
fn sans_feature_ni_module_ni_dependance() {
    assert!(
        !lexique_est_compile(&[]),
        "sans feature, `lexique` est encore compilé : une dépendance n'est facultative qu'avec \
         `optional = true`"
    );
    assert_eq!(
        imprimer(&[], &["modules()", "majuscules(\"été\")"]),
        "[\"majuscules\"]\n\"ÉTÉ\"\n",
        "sans feature, `modules()` n'annonce que ce qui est compilé : `majuscules`"
    );
}

#[test]
fn frequences_apporte_le_module_et_sa_dependance() {
    assert_eq!(
        imprimer(&["frequences"], &["modules()", "frequences(\"un mot un\")"]),
        "[\"majuscules\", \"frequences\"]\n\"mot 1, un 2\"\n",
        "la feature `frequences` apporte la fonction et son nom dans `modules()`"
    );
}

#[test]
fn json_seule_n_apporte_pas_la_dependance() {
    assert!(
        !lexique_est_compile(&["json"]),
        "la feature `json` seule fait compiler `lexique` : comment dire « sa feature, s'il est là » ?"
    );
    assert_eq!(
        imprimer(&["json"], &["modules_json()"]),
        "\"[\\\"majuscules\\\"]\"\n",
        "la feature `json` seule donne `modules_json`, et n'ajoute pas de module"
    );
}

#[test]
fn les_deux_features_ensemble_exportent_le_lexique() {
    let sortie = imprimer(
        &["frequences", "json"],
        &["modules_json()", "frequences_json(\"un mot un\")"],
    );
    assert_eq!(
        sortie, "\"[\\\"majuscules\\\",\\\"frequences\\\"]\"\n\"{\\\"mot\\\":1,\\\"un\\\":2}\"\n",
        "avec les deux features, `frequences_json` existe et `lexique` sait s'exporter"
    );
}

#[test]
fn la_dependance_n_est_pas_une_feature() {
    // `cargo tree` résout les features sans rien compiler.
    let accepte = |feature| {
        let cargo = consommateur("features", &[feature], "fn main() {}\n");
        appeler(&cargo, &["tree"]).success
    };
    for feature in ["frequences", "json"] {
        assert!(accepte(feature), "le paquet n'a pas de feature `{feature}`");
    }
    assert!(
        !accepte("lexique"),
        "vos utilisateurs peuvent écrire features = [\"lexique\"] : sans `dep:`, une dépendance \
         optionnelle crée une feature de son nom"
    );
}

#[test]
fn sans_json_l_export_n_existe_pas() {
    for features in [&[][..], &["frequences"]] {
        let cargo = consommateur("export", features, &programme(&["modules_json()"]));
        let rapport = appeler(&cargo, &["check", "--quiet"]);
        assert!(
            !rapport.success,
            "features {} : `modules_json` existe sans la feature `json`. Un programme peut s'en servir sans \
             l'avoir demandée, et ne compilera plus le jour où vous poserez la condition",
            label(features)
        );
        assert!(
            rapport
                .errors()
                .iter()
                .all(|erreur| erreur.contains("E0425")),
            "features {} : seule l'absence de `modules_json` doit arrêter ce programme :\n{}",
            label(features),
            plainte(&rapport)
        );
    }
}
