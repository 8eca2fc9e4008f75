//! Solution : des imports comme permissions.

use std::sync::{Arc, Mutex};

use wasmer::{
    ExternType, Function, FunctionEnv, FunctionEnvMut, FunctionType, Imports, Instance, Module,
    Store, Type,
};

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
    // ANCHOR: liste
    let refused: Vec<String> = module
        .imports()
        .filter(|import| !is_granted(import.module(), import.name(), import.ty(), granted))
        .map(|import| format!("{}.{}", import.module(), import.name()))
        .collect();
    // ANCHOR_END: liste
    if !refused.is_empty() {
        return Err(refused);
    }
    let env = FunctionEnv::new(store, Arc::clone(journal));
    let mut imports = Imports::new();
    if granted.contains(&Capability::Note) {
        imports.define(
            "host",
            "note",
            Function::new_typed_with_env(store, &env, note),
        );
    }
    if granted.contains(&Capability::Clock) {
        imports.define("host", "clock", Function::new_typed(store, || NOW));
    }
    Ok(Instance::new(store, module, &imports).expect("le départ de l'invité a échoué"))
}

/// L'hôte donne-t-il cette fonction, sous ce type, à cet invité ?
fn is_granted(module: &str, name: &str, ty: &ExternType, granted: &[Capability]) -> bool {
    // ANCHOR: accorde
    let (capability, expected) = match (module, name) {
        ("host", "note") => (Capability::Note, FunctionType::new([Type::I32], [])),
        ("host", "clock") => (Capability::Clock, FunctionType::new([], [Type::I64])),
        _ => return false,
    };
    // ANCHOR_END: accorde
    granted.contains(&capability) && *ty == ExternType::Function(expected)
}

/// `host.note` : l'état est dans l'environnement de la fonction, pas dans une variable globale.
fn note(env: FunctionEnvMut<Journal>, value: i32) {
    env.data().lock().expect("personne n'a paniqué").push(value);
}
