//! Ce que l'exercice `features/gardes` doit garantir.

use std::path::Path;

use ch_features::combinations::{Consumer, Report, label};

#[expect(
    unused_imports,
    reason = "cargo compile le sujet, combinaison par combinaison"
)]
use super::sujet as _;

/// Compile et lance un programme qui dépend du paquet avec ces features et sans les autres.
fn consommer(features: &[&str]) -> Report {
    let pluriel = if features.contains(&"pluriels") {
        "println!(\"{}\", sujet::plural(\"après-midi\"));"
    } else {
        "println!(\"{}\", sujet::spell(\"oignon\"));"
    };
    let consommateur = Consumer {
        package: env!("CARGO_PKG_NAME"),
        path: Path::new(env!("CARGO_MANIFEST_DIR")),
        features,
        main: &format!("fn main() {{\n    {pluriel}\n}}\n"),
    };
    let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_PKG_NAME"));
    consommateur.run(&base, "montrer").expect("cargo se lance")
}

/// Le message de la garde, s'il dit tout ce qu'il faut.
fn verifier_le_message(features: &[&str]) {
    let rapport = consommer(features);
    let combinaison = label(features);
    assert!(
        !rapport.success,
        "features {combinaison} : cette combinaison doit être refusée, et elle compile"
    );
    // Le message d'une garde commence par `error: ` ; une erreur du compilateur porte un code.
    let mut gardes = rapport.errors();
    gardes.retain(|erreur| erreur.starts_with("error: "));
    for attendu in ["traditionnel", "rectifie", "features = [\""] {
        assert!(
            gardes.iter().any(|garde| garde.contains(attendu)),
            "features {combinaison} : le message de votre `compile_error!` doit contenir « {attendu} », \
             pour que celui qui le lit sache quoi écrire dans son Cargo.toml, sans ouvrir vos \
             sources. Il doit tenir sur une ligne.\nCe que le compilateur a dit :\n{}",
            rapport.stderr
        );
    }
}

#[test]
fn sans_dictionnaire_le_message_dit_quoi_ecrire() {
    verifier_le_message(&[]);
}

#[test]
fn deux_dictionnaires_le_message_dit_quoi_ecrire() {
    verifier_le_message(&["traditionnel", "rectifie"]);
}

#[test]
fn la_garde_parle_seule() {
    let mauvaises: [&[&str]; 4] = [
        &[],
        &["pluriels"],
        &["traditionnel", "rectifie"],
        &["traditionnel", "rectifie", "pluriels"],
    ];
    for features in mauvaises {
        let rapport = consommer(features);
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

#[test]
fn le_compilateur_connait_toutes_les_conditions() {
    let bonnes: [&[&str]; 4] = [
        &["rectifie"],
        &["traditionnel"],
        &["rectifie", "pluriels"],
        &["traditionnel", "pluriels"],
    ];
    for features in bonnes {
        let rapport = consommer(features);
        let mut inconnues = rapport.warnings();
        inconnues.retain(|ligne| ligne.contains("unexpected `cfg`"));
        assert!(
            inconnues.is_empty(),
            "features {} : une condition nomme ce que le compilateur ne connaît pas. Elle est donc \
             toujours fausse, et ce qu'elle garde n'est jamais compilé.\n{}",
            label(features),
            rapport.stderr
        );
    }
}

#[test]
fn les_pluriels_suivent_le_dictionnaire() {
    for (dictionnaire, mot, pluriel) in [
        ("rectifie", "ognon", "après-midis"),
        ("traditionnel", "oignon", "après-midi"),
    ] {
        let simple = consommer(&[dictionnaire]);
        assert_eq!(
            simple.stdout.trim_end(),
            mot,
            "{dictionnaire} :\n{}",
            simple.stderr
        );
        let avec = consommer(&[dictionnaire, "pluriels"]);
        assert!(
            avec.success,
            "`plural` doit exister avec les features {dictionnaire} et pluriels :\n{}",
            avec.stderr
        );
        assert_eq!(
            avec.stdout.trim_end(),
            pluriel,
            "le pluriel d'« après-midi » avec le dictionnaire {dictionnaire}"
        );
    }
}
