//! Chaque exemple du chapitre est lancé, et ce qu'il imprime est fixé.

use verifications::{exemple, instantane, sortie};

#[test]
fn hote() {
    instantane!("hote", sortie!("hote_configure"));
}

exemple!(direct, "direct");
exemple!(etiquette, "etiquette");
exemple!(aplatir, "aplatir");
exemple!(fabrique, "fabrique");

#[test]
fn erreurs() {
    instantane!("erreurs", sortie!("erreurs_situees"));
}

exemple!(priorites, "priorites");
exemple!(ordre, "ordre");
exemple!(schema, "schema");
exemple!(relire, "relire");
exemple!(surveiller, "surveiller");
exemple!(tronquer, "tronquer");

/// Sous Linux, on surveille un fichier et non son nom : c'est là que la faute se voit.
#[test]
#[cfg(target_os = "linux")]
fn dossier() {
    instantane!("dossier", sortie!("dossier"));
}

#[test]
fn le_schema_versionne_est_a_jour() {
    let versionne = include_str!("../../examples/hote.schema.json").replace("\r\n", "\n");
    assert_eq!(
        versionne,
        sortie!("schema"),
        "relancez : cargo run -p ch-configuration --example schema > chapters/05-configuration/examples/hote.schema.json"
    );
}
