//! Ce que l'exercice `features/optionnel` doit garantir.

use std::env;
use std::path::{Path, PathBuf};

use ch_features::combinations::{Cargo, Consumer, Report, label, scratch_folder};

use super::sujet::PACKAGE;

#[path = "optionnel/absences.rs"]
mod absences;
#[path = "optionnel/arbre.rs"]
mod arbre;

use arbre::{lexique, sans_cette_feature};

/// Le dossier du paquet à compléter, là où le dépôt se trouve aujourd'hui.
fn paquet() -> PathBuf {
    let exercice = env::var_os("CARGO_MANIFEST_DIR").expect("cargo donne le dossier du paquet");
    Path::new(&exercice).join(PACKAGE)
}

/// Le programme qui se sert du paquet, écrit sous un nom propre à ces features.
fn consommateur(nom: &str, features: &[&str], programme: &str) -> Cargo {
    let consommateur = Consumer {
        package: "atelier-de-texte",
        path: &paquet(),
        features,
        main: programme,
    };
    let base = scratch_folder(env!("CARGO_PKG_NAME")).expect("le test connaît son dossier");
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
    if sans_cette_feature(rapport) {
        "le paquet n'a pas cette feature : elle se déclare dans la table [features] de son Cargo.toml"
    } else {
        &rapport.stderr
    }
}

fn appeler(cargo: &Cargo, arguments: &[&str]) -> Report {
    cargo.call(arguments).expect("cargo se lance")
}

/// Sans feature, il reste `majuscules`, et `lexique` n'est pas compilé.
#[test]
fn sans_feature_ni_module_ni_dependance() {
    assert_eq!(
        lexique(&[]),
        None,
        "sans feature, `lexique` est encore compilé : une dépendance n'est facultative qu'avec \
         `optional = true`"
    );
    assert_eq!(
        imprimer(
            &[],
            &["modules()", "majuscules(\"été\")", "majuscules(\"mot\")"]
        ),
        "[\"majuscules\"]\n\"ÉTÉ\"\n\"MOT\"\n",
        "sans feature, `modules()` n'annonce que ce qui est compilé : `majuscules`"
    );
}

/// La feature `frequences` apporte sa fonction, son nom dans la liste et `lexique`.
#[test]
fn frequences_apporte_le_module_et_sa_dependance() {
    assert_eq!(
        imprimer(
            &["frequences"],
            &[
                "modules()",
                "frequences(\"un mot un\")",
                "frequences(\"été\")"
            ]
        ),
        "[\"majuscules\", \"frequences\"]\n\"mot 1, un 2\"\n\"été 1\"\n",
        "la feature `frequences` apporte la fonction et son nom dans `modules()`"
    );
    assert_eq!(
        lexique(&["frequences"]).as_deref(),
        Some(""),
        "la feature `frequences` compile `lexique`, sans la feature `json` que personne n'a demandée"
    );
}

/// La feature `json` seule donne son export, et ne compile pas `lexique`.
#[test]
fn json_seule_n_apporte_pas_la_dependance() {
    assert_eq!(
        lexique(&["json"]),
        None,
        "la feature `json` seule fait compiler `lexique` : comment dire « sa feature, s'il est là » ?"
    );
    assert_eq!(
        imprimer(&["json"], &["modules_json()"]),
        "\"[\\\"majuscules\\\"]\"\n",
        "la feature `json` seule donne `modules_json`, et n'ajoute pas de module"
    );
}

/// Les deux features ensemble font exporter ses mots à `lexique`.
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
