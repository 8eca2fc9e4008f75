//! Chaque exemple du chapitre est lancé, et sa sortie comparée à un instantané.

use verifications::{Execution, Issue, executer_exemple, instantane};

/// Lance un exemple qui doit réussir et rend sa sortie.
fn sortie(nom: &str) -> String {
    let Execution {
        sortie,
        erreur,
        issue,
    } = executer_exemple::<&str>(env!("CARGO_MANIFEST_DIR"), nom, []);
    assert_eq!(issue, Issue::Code(0), "l'exemple {nom} a échoué : {erreur}");
    sortie
}

#[test]
fn hote() {
    instantane!("hote", sortie("hote"));
}

#[test]
fn refus() {
    instantane!("refus", sortie("refus"));
}
