//! Ce que l'exercice `wasm/capacites` doit garantir.

use std::sync::Arc;

use wasmer::{Instance, Module, Store, TypedFunction};

use super::sujet::{Capability, Journal, NOW, instantiate};

const NOTE: &str = r#"(import "host" "note" (func $note (param i32)))"#;
const HEURE: &str = r#"(import "host" "clock" (func $clock (result i64)))"#;

fn essayer(
    wat: &str,
    accordees: &[Capability],
    journal: &Journal,
) -> Result<(Store, Instance), Vec<String>> {
    let mut store = Store::default();
    let module = Module::new(&store, wat).expect("le WAT du contrôle est juste");
    let instance = instantiate(&mut store, &module, accordees, journal)?;
    Ok((store, instance))
}

fn refus(wat: &str, accordees: &[Capability]) -> Vec<String> {
    match essayer(wat, accordees, &Journal::default()) {
        Ok(_) => panic!("cet invité n'aurait pas dû être instancié : {wat}"),
        Err(liste) => liste,
    }
}

#[test]
fn un_invite_qui_ne_demande_rien_n_a_besoin_de_rien() {
    assert!(essayer("(module)", &[], &Journal::default()).is_ok());
}

#[test]
fn les_notes_vont_dans_le_journal_de_l_invite() {
    let wat = format!(
        r#"(module {NOTE} (func (export "run") (call $note (i32.const 7)) (call $note (i32.const -1))))"#
    );
    let (un, autre) = (Journal::default(), Journal::default());
    for (journal, fois) in [(&un, 2), (&autre, 1)] {
        let (mut store, instance) =
            essayer(&wat, &[Capability::Note], journal).expect("la note est accordée");
        let run: TypedFunction<(), ()> =
            instance.exports.get_typed_function(&store, "run").unwrap();
        for _ in 0..fois {
            run.call(&mut store).unwrap();
        }
    }
    assert_eq!(*un.lock().unwrap(), [7, -1, 7, -1]);
    assert_eq!(
        *autre.lock().unwrap(),
        [7, -1],
        "chaque invité a son journal"
    );
}

#[test]
fn l_heure_est_donnee_a_qui_elle_est_accordee() {
    let wat = format!(r#"(module {HEURE} (func (export "run") (result i64) (call $clock)))"#);
    let (mut store, instance) =
        essayer(&wat, &[Capability::Clock], &Journal::default()).expect("l'heure est accordée");
    let run: TypedFunction<(), i64> = instance.exports.get_typed_function(&store, "run").unwrap();
    assert_eq!(run.call(&mut store).expect("pas de faute"), NOW);
}

#[test]
fn ce_qui_n_est_pas_accorde_est_refuse() {
    let wat = format!("(module {HEURE})");
    assert_eq!(
        refus(&wat, &[Capability::Note]),
        ["host.clock"],
        "l'hôte connaît l'heure, mais ne l'a pas accordée à cet invité"
    );
}

#[test]
fn le_refus_donne_la_liste_entiere_dans_l_ordre() {
    let wat = format!(
        r#"(module (import "env" "system" (func)) {HEURE} {NOTE} (import "host" "exec" (func)))"#
    );
    assert_eq!(
        refus(&wat, &[Capability::Note]),
        ["env.system", "host.clock", "host.exec"],
        "toute la liste : l'auteur de l'invité n'a pas à la découvrir ligne par ligne"
    );
}

#[test]
fn un_autre_module_du_meme_nom_de_fonction_est_refuse() {
    let wat = r#"(module (import "evil" "note" (func (param i32))))"#;
    assert_eq!(refus(wat, &[Capability::Note]), ["evil.note"]);
}

#[test]
fn un_autre_type_est_refuse() {
    for import in [
        r#"(import "host" "note" (func (param i64)))"#,
        r#"(import "host" "note" (global i32))"#,
        r#"(import "host" "note" (memory 1))"#,
    ] {
        assert_eq!(
            refus(&format!("(module {import})"), &[Capability::Note]),
            ["host.note"],
            "{import} : le nom est le bon, le type ne l'est pas"
        );
    }
}

#[test]
fn l_etat_est_partage_avec_l_hote() {
    let journal = Journal::default();
    let wat = format!("(module {NOTE} (start $s) (func $s (call $note (i32.const 3))))");
    let _vivant = essayer(&wat, &[Capability::Note], &Arc::clone(&journal)).expect("accordée");
    assert_eq!(
        *journal.lock().unwrap(),
        [3],
        "même le départ a son journal"
    );
}
