//! Exercice : des imports comme permissions. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-wasm-capacites`

use std::sync::{Arc, Mutex};

use wasmer::{Instance, Module, Store};

/// Ce que l'hôte peut accorder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capability {
    /// `host.note(i32)` : ajouter un nombre au journal.
    Note,
    /// `host.clock() -> i64` : lire l'heure.
    Clock,
}

/// Le journal d'un invité.
pub type Journal = Arc<Mutex<Vec<i32>>>;

/// L'heure que rend `host.clock`, en millisecondes.
pub const NOW: i64 = 1_700_000_000_000;

/// Crée une instance qui n'a que les capacités `granted` ; ses notes vont dans `journal`.
///
/// # Errors
///
/// La liste de tous les imports refusés, sous la forme `module.nom`, dans l'ordre où l'invité
/// les demande : inconnus, pas accordés, ou d'un autre type. Aucune instance n'est alors créée.
///
/// # Panics
///
/// Si la fonction de départ de l'invité échoue.
pub fn instantiate(
    store: &mut Store,
    module: &Module,
    granted: &[Capability],
    journal: &Journal,
) -> Result<Instance, Vec<String>> {
    let _ = (store, module, journal);
    todo!("refuser les imports qui ne sont pas dans {granted:?}, puis instancier")
}
