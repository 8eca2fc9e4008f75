//! Chaque exemple du chapitre est lancé, et ce qu'il imprime est fixé.

use verifications::{executer_exemple, instantane};

/// Ce qu'imprime un exemple qui se termine bien.
fn sortie(nom: &str) -> String {
    let execution = executer_exemple::<&str>(env!("CARGO_MANIFEST_DIR"), nom, []);
    assert!(
        execution.issue.is_success(),
        "{nom} : {}\n{}",
        execution.issue,
        execution.erreur
    );
    execution.sortie
}

#[test]
fn hote() {
    instantane!("hote", sortie("hote_configure"));
}

#[test]
fn direct() {
    instantane!("direct", sortie("direct"));
}

#[test]
fn etiquette() {
    instantane!("etiquette", sortie("etiquette"));
}

#[test]
fn aplatir() {
    instantane!("aplatir", sortie("aplatir"));
}

#[test]
fn fabrique() {
    instantane!("fabrique", sortie("fabrique"));
}

#[test]
fn erreurs() {
    instantane!("erreurs", sortie("erreurs_situees"));
}

#[test]
fn priorites() {
    instantane!("priorites", sortie("priorites"));
}

#[test]
fn ordre() {
    instantane!("ordre", sortie("ordre"));
}

#[test]
fn schema() {
    instantane!("schema", sortie("schema"));
}

#[test]
fn relire() {
    instantane!("relire", sortie("relire"));
}

#[test]
fn surveiller() {
    instantane!("surveiller", sortie("surveiller"));
}

#[test]
fn tronquer() {
    instantane!("tronquer", sortie("tronquer"));
}

/// Sous Linux, on surveille un fichier et non son nom : c'est là que la faute se voit.
#[test]
#[cfg(target_os = "linux")]
fn dossier() {
    instantane!("dossier", sortie("dossier"));
}

#[test]
fn le_schema_versionne_est_a_jour() {
    let versionne = include_str!("../examples/hote.schema.json").replace("\r\n", "\n");
    assert_eq!(
        versionne,
        sortie("schema"),
        "relancez : cargo run -p ch-configuration --example schema > chapters/05-configuration/examples/hote.schema.json"
    );
}
