//! Ce que l'exercice `features/gardes` doit garantir.

use std::env;
use std::path::Path;

use ch_features::combinations::{Cargo, Consumer, Report, label, scratch_folder};

#[expect(
    unused_imports,
    reason = "cargo compile le sujet, combinaison par combinaison"
)]
use super::sujet as _;

#[path = "gardes/dictionnaires.rs"]
mod dictionnaires;

const MAUVAISES: [&[&str]; 4] = [
    &[],
    &["pluriels"],
    &["traditionnel", "rectifie"],
    &["traditionnel", "rectifie", "pluriels"],
];
const BONNES: [&[&str]; 4] = [
    &["rectifie"],
    &["traditionnel"],
    &["rectifie", "pluriels"],
    &["traditionnel", "pluriels"],
];

/// Un programme qui dépend du paquet avec ces features et sans les autres.
fn ecrire(nom: &str, features: &[&str], programme: &str) -> Cargo {
    let dossier = env::var_os("CARGO_MANIFEST_DIR").expect("cargo donne le dossier du paquet");
    let consommateur = Consumer {
        package: env!("CARGO_PKG_NAME"),
        path: Path::new(&dossier),
        features,
        main: programme,
    };
    let base = scratch_folder(env!("CARGO_PKG_NAME")).expect("le test connaît son dossier");
    let dossier = base.join([&[nom], features].concat().join("-"));
    consommateur.write(&dossier).expect("le programme s'écrit")
}

/// Compile, sans le lancer, un programme qui ne se sert de rien.
fn compiler(features: &[&str]) -> Report {
    let cargo = ecrire("compiler", features, "fn main() {}\n");
    cargo.call(["check", "--quiet"]).expect("cargo se lance")
}

/// Ce que le message conseille : les noms entre les crochets de `features = […]`.
fn conseil(message: &str) -> Option<Vec<&str>> {
    let (_, suite) = message.rsplit_once("features = [")?;
    let (liste, _) = suite.split_once(']')?;
    Some(
        liste
            .split(',')
            .map(|nom| nom.trim().trim_matches('"'))
            .collect(),
    )
}

/// Le message de la garde, s'il dit tout ce qu'il faut.
fn verifier_le_message(features: &[&str]) {
    let rapport = compiler(features);
    let combinaison = label(features);
    assert!(
        !rapport.success,
        "features {combinaison} : cette combinaison doit être refusée, et elle compile"
    );
    // Le message d'une garde commence par `error: ` ; une erreur du compilateur porte un code.
    let erreurs = rapport.errors();
    let gardes = erreurs
        .iter()
        .filter(|erreur| erreur.starts_with("error: "));
    let garde = gardes
        .copied()
        .find(|garde| garde.contains("traditionnel") && garde.contains("rectifie"));
    let Some(garde) = garde else {
        panic!(
            "features {combinaison} : le message de votre `compile_error!` doit nommer \
             « traditionnel » et « rectifie », sur une ligne, pour que celui qui le lit n'ait pas à \
             ouvrir vos sources.\nCe que le compilateur a dit :\n{}",
            rapport.stderr
        );
    };
    let dictionnaires = conseil(garde).map(|noms| {
        let noms = noms.into_iter();
        noms.filter(|nom| ["traditionnel", "rectifie"].contains(nom))
            .count()
    });
    assert_eq!(
        dictionnaires,
        Some(1),
        "features {combinaison} : votre message doit contenir la ligne à écrire, `features = [\"…\"]`, \
         et cette ligne doit compiler : un dictionnaire, et un seul.\nVotre message : {garde}"
    );
}

/// Sans dictionnaire, le message dit quoi écrire.
#[test]
fn sans_dictionnaire_le_message_dit_quoi_ecrire() {
    verifier_le_message(&[]);
    verifier_le_message(&["pluriels"]);
}

/// Avec les deux dictionnaires, le message dit quoi écrire.
#[test]
fn deux_dictionnaires_le_message_dit_quoi_ecrire() {
    verifier_le_message(&["traditionnel", "rectifie"]);
    verifier_le_message(&["traditionnel", "rectifie", "pluriels"]);
}

/// Dans une mauvaise combinaison, la garde est la seule erreur.
#[test]
fn la_garde_parle_seule() {
    for features in MAUVAISES {
        let rapport = compiler(features);
        let erreurs = rapport.errors();
        let seule = erreurs.len() == 1 && erreurs[0].starts_with("error: ");
        // Le programme qui se sert du paquet n'est compilé qu'après lui : il n'a rien à dire ici.
        assert!(
            seule,
            "features {} : une seule erreur attendue, celle de votre `compile_error!`. Le reste du \
             fichier ne doit pas en produire d'autres : retirez-le aussi de cette combinaison.\n\
             Erreurs : {erreurs:#?}",
            label(features)
        );
    }
}

/// Toutes les conditions sont de celles que le compilateur connaît.
#[test]
fn le_compilateur_connait_toutes_les_conditions() {
    // `forbid` refuse aussi l'attribut qui ferait taire l'avertissement.
    let interdire = "build.rustflags = [\"--forbid=unexpected_cfgs\"]";
    for features in BONNES {
        let cargo = ecrire("conditions", features, "fn main() {}\n");
        let rapport = cargo
            .call(["check", "--quiet", "--config", interdire])
            .expect("cargo se lance");
        assert!(
            rapport.success,
            "features {} : une condition nomme ce que le compilateur ne connaît pas, ou le fait \
             taire. Elle est donc toujours fausse, et ce qu'elle garde n'est jamais compilé.\n{}",
            label(features),
            rapport.stderr
        );
    }
}
