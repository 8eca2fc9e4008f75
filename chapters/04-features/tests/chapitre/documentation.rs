//! Ce que docs.rs montrerait de `ch-features`. Il faut un compilateur nightly : où il n'y en a
//! pas, il n'y a rien à vérifier.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Documente le paquet comme le fait docs.rs ; rien si aucun nightly n'est installé.
fn documenter(cible: &Path) -> Option<String> {
    let nightly = |arguments: &[&str]| {
        let mut commande = Command::new("rustup");
        commande.args(["run", "nightly"]).args(arguments);
        commande
    };
    let present = nightly(&["rustc", "--version"]).output();
    if !present.is_ok_and(|sortie| sortie.status.success()) {
        eprintln!("non vérifié : aucun compilateur nightly (rustup toolchain install nightly)");
        return None;
    }
    let appel = [
        "cargo",
        "doc",
        "-p",
        "ch-features",
        "--all-features",
        "--no-deps",
        "--offline",
    ];
    let sortie = nightly(&appel)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("RUSTDOCFLAGS", "--cfg docsrs")
        .env("CARGO_TARGET_DIR", cible)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("rustup se lance");
    let messages = String::from_utf8_lossy(&sortie.stderr).into_owned();
    assert!(sortie.status.success(), "{messages}");
    Some(messages)
}

#[test]
fn chaque_element_porte_la_feature_qu_il_demande() {
    let cible = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docsrs");
    let Some(messages) = documenter(&cible) else {
        return;
    };
    assert!(!messages.contains("unexpected `cfg`"), "{messages}");
    for (page, demande) in [
        ("fn.compiled_json.html", "json"),
        ("fn.frequences_json.html", "frequences json"),
        ("struct.Frequences.html", "frequences"),
        ("struct.Motifs.html", "motifs"),
        ("fn.host.html", ""),
    ] {
        let html = fs::read_to_string(cible.join("doc/ch_features").join(page))
            .unwrap_or_else(|erreur| panic!("{page} : {erreur}"));
        assert_eq!(features_affichees(&html), demande, "{page}");
    }
}

/// Les features qu'une page dit nécessaires : `Available on crate feature json only.`
fn features_affichees(html: &str) -> String {
    let Some((_, suite)) = html.split_once("Available on ") else {
        return String::new();
    };
    let (phrase, _) = suite.split_once(" only.").expect("la phrase se termine");
    let mots = phrase.split("<code>").skip(1);
    let mots: Vec<&str> = mots
        .filter_map(|mot| mot.split_once("</code>"))
        .map(|(mot, _)| mot)
        .collect();
    mots.join(" ")
}
