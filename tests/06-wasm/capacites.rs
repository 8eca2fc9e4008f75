//! Ce que l'exercice `wasm/capacites` doit garantir.

use wasmer::{Instance, Module, Store, TypedFunction};

use super::sujet::{Capability, Journal, NOW, instantiate};

#[path = "capacites/journaux.rs"]
mod journaux;

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

/// Un invité qui ne demande rien n'a besoin de rien.
#[test]
fn un_invite_qui_ne_demande_rien_n_a_besoin_de_rien() {
    let toutes = [Capability::Note, Capability::Clock];
    for accordees in [&[][..], &toutes] {
        assert!(essayer("(module)", accordees, &Journal::default()).is_ok());
    }
}

/// L'heure est donnée à qui elle est accordée.
#[test]
fn l_heure_est_donnee_a_qui_elle_est_accordee() {
    let wat = format!(r#"(module {HEURE} (func (export "run") (result i64) (call $clock)))"#);
    let (mut store, instance) =
        essayer(&wat, &[Capability::Clock], &Journal::default()).expect("l'heure est accordée");
    let run: TypedFunction<(), i64> = instance.exports.get_typed_function(&store, "run").unwrap();
    assert_eq!(run.call(&mut store).expect("pas de faute"), NOW);
}

/// Ce qui n'est pas accordé est refusé.
#[test]
fn ce_qui_n_est_pas_accorde_est_refuse() {
    for (import, nom, autre) in [
        (HEURE, "host.clock", Capability::Note),
        (NOTE, "host.note", Capability::Clock),
    ] {
        for accordees in [&[][..], &[autre]] {
            assert_eq!(
                refus(&format!("(module {import})"), accordees),
                [nom],
                "l'hôte connaît cette fonction, mais ne l'a pas accordée à cet invité"
            );
        }
    }
}

/// Le refus donne la liste entière, dans l'ordre des demandes.
#[test]
fn le_refus_donne_la_liste_entiere_dans_l_ordre() {
    let wat = format!(
        r#"(module (import "host" "exec" (func)) {NOTE} (import "env" "system" (func)) {HEURE}
            (import "host" "exec" (func)) (import "Z" "a" (global i32)) (import "" "" (memory 1)))"#
    );
    assert_eq!(
        refus(&wat, &[Capability::Note]),
        [
            "host.exec",
            "env.system",
            "host.clock",
            "host.exec",
            "Z.a",
            "."
        ],
        "toute la liste, dans l'ordre des demandes, une ligne par demande : l'auteur de l'invité \
         n'a pas à la découvrir ligne par ligne"
    );
}

/// Une fonction du même nom dans un autre module est refusée.
#[test]
fn un_autre_module_du_meme_nom_de_fonction_est_refuse() {
    for module in ["evil", "Host", "host ", ""] {
        let wat = format!(r#"(module (import "{module}" "note" (func (param i32))))"#);
        assert_eq!(refus(&wat, &[Capability::Note]), [format!("{module}.note")]);
    }
}

/// Le bon nom sous un autre type est refusé.
#[test]
fn un_autre_type_est_refuse() {
    for (nom, types) in [
        (
            "note",
            [
                "(func (param i64))",
                "(func (param i32 i32))",
                "(func (param i32) (result i32))",
                "(func)",
                "(global i32)",
                "(memory 1)",
            ],
        ),
        (
            "clock",
            [
                "(func (result i32))",
                "(func)",
                "(func (param i32) (result i64))",
                "(func (result f64))",
                "(global i64)",
                "(table 1 funcref)",
            ],
        ),
    ] {
        for ty in types {
            assert_eq!(
                refus(
                    &format!(r#"(module (import "host" "{nom}" {ty}))"#),
                    &[Capability::Note, Capability::Clock]
                ),
                [format!("host.{nom}")],
                "{ty} : le nom est le bon, le type ne l'est pas"
            );
        }
    }
}
