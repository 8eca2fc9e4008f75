//! Lance chaque exemple et fixe ce qu'il écrit.

use verifications::{executer_exemple, instantane};

fn sortie(nom: &str) -> String {
    let execution = executer_exemple(env!("CARGO_MANIFEST_DIR"), nom, [""; 0]);
    assert!(
        execution.issue.is_success(),
        "{nom} : {}\n{}",
        execution.issue,
        execution.erreur
    );
    execution.sortie
}

#[test]
fn cache() {
    instantane!("cache", sortie("cache"));
}

#[test]
fn hote() {
    instantane!("hote_wasm", sortie("hote_wasm"));
}

#[test]
fn journal() {
    instantane!("journal", sortie("journal"));
}

#[test]
fn limites() {
    instantane!("limites", sortie("limites"));
}
