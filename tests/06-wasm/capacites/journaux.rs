//! Le journal de chaque invité.

use std::sync::Arc;

use wasmer::{Instance, Module, Store, TypedFunction};

use super::super::sujet::{Capability, Journal, instantiate};
use super::{NOTE, essayer, refus};

/// Un invité dont `run` note son argument.
fn noteur() -> String {
    format!(r#"(module {NOTE} (func (export "run") (param i32) (call $note (local.get 0))))"#)
}

fn run(store: &Store, instance: &Instance) -> TypedFunction<i32, ()> {
    let run = instance.exports.get_typed_function(store, "run");
    run.expect("cet invité exporte run")
}

/// Les notes vont dans le journal de l'invité, même quand deux invités écrivent tour à tour.
#[test]
fn les_notes_vont_dans_le_journal_de_l_invite() {
    let journaux = [Journal::default(), Journal::default()];
    let mut invites = journaux.each_ref().map(|journal| {
        essayer(&noteur(), &[Capability::Note], journal).expect("la note est accordée")
    });
    for note in [7, -1, i32::MIN, i32::MAX] {
        for (rang, (store, instance)) in invites.iter_mut().enumerate() {
            let note = if rang == 0 { note } else { note ^ 1 };
            run(store, instance)
                .call(store, note)
                .expect("pas de faute");
        }
    }
    let [un, autre] = journaux.map(|journal| journal.lock().expect("intact").clone());
    assert_eq!(un, [7, -1, i32::MIN, i32::MAX]);
    assert_eq!(
        autre,
        [6, -2, i32::MIN + 1, i32::MAX - 1],
        "chaque invité a son journal"
    );
}

/// Deux invités du même magasin ont chacun leur journal.
#[test]
fn deux_invites_d_un_meme_magasin_ont_deux_journaux() {
    let mut store = Store::default();
    let module = Module::new(&store, noteur()).expect("le WAT du contrôle est juste");
    let journaux = [Journal::default(), Journal::default()];
    let invites = journaux.each_ref().map(|journal| {
        instantiate(&mut store, &module, &[Capability::Note], journal).expect("accordée")
    });
    for tour in 0..3 {
        for (rang, invite) in (0..).zip(&invites) {
            let run = run(&store, invite);
            run.call(&mut store, 10 * tour + rang)
                .expect("pas de faute");
        }
    }
    let [un, deux] = journaux.map(|journal| journal.lock().expect("intact").clone());
    assert_eq!((un, deux), (vec![0, 10, 20], vec![1, 11, 21]));
}

/// Un invité refusé n'a rien exécuté.
#[test]
fn un_invite_refuse_n_a_rien_execute() {
    let journal = Journal::default();
    let wat = format!(
        r#"(module {NOTE} (import "env" "system" (func)) (start $s) (func $s (call $note (i32.const 3))))"#
    );
    assert!(essayer(&wat, &[Capability::Note], &journal).is_err());
    assert_eq!(
        *journal.lock().expect("intact"),
        [0; 0],
        "la liste des imports se lit avant d'exécuter quoi que ce soit"
    );
    assert_eq!(refus(&wat, &[]), ["host.note", "env.system"]);
}

/// Le journal est celui de l'hôte, dès le départ de l'invité.
#[test]
fn l_etat_est_partage_avec_l_hote() {
    let journal = Journal::default();
    let wat = format!("(module {NOTE} (start $s) (func $s (call $note (i32.const 3))))");
    let _vivant = essayer(&wat, &[Capability::Note], &Arc::clone(&journal)).expect("accordée");
    assert_eq!(
        *journal.lock().expect("intact"),
        [3],
        "même le départ a son journal"
    );
}
