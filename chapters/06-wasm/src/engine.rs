//! Compiler un module qu'on ne croit pas.

use std::sync::Arc;

use wasmer::sys::wasmparser::Operator;
use wasmer::sys::{
    CompilerConfig, EngineBuilder, Features, FunctionMiddleware, MiddlewareError, ModuleMiddleware,
    NativeEngineExt, Singlepass,
};
use wasmer::{Engine, ExportIndex, LocalFunctionIndex, Module};
use wasmer_middlewares::Metering;
use wasmer_types::ModuleInfo;

use crate::{CappedTunables, Limits, LoadErrorKind};

/// À augmenter si [`cost`] change : le compte du carburant est dans le code compilé, et un
/// cache rempli par l'ancienne version ne vaut plus.
pub(crate) const COST_VERSION: u32 = 1;

/// Ce que coûte une instruction qui remplit ou copie un bloc entier.
const BULK_COST: u64 = 20_000;

// ANCHOR: cout
/// Le prix d'une instruction, en points de carburant.
///
/// Presque toutes valent un point. Les opérations de masse n'en font qu'une mais touchent des
/// mégaoctets : au prix des autres, une boucle de `memory.fill` pourrait durer des heures.
fn cost(operator: &Operator) -> u64 {
    match operator {
        Operator::MemoryFill { .. }
        | Operator::MemoryCopy { .. }
        | Operator::MemoryInit { .. }
        | Operator::MemoryGrow { .. }
        | Operator::TableFill { .. }
        | Operator::TableCopy { .. }
        | Operator::TableInit { .. }
        | Operator::TableGrow { .. } => BULK_COST,
        _ => 1,
    }
}
// ANCHOR_END: cout

// ANCHOR: moteur
/// Un moteur (*engine*) neuf, pour un seul module : le compteur de carburant ne se partage pas.
pub(crate) fn engine(limits: &Limits) -> Engine {
    let mut compiler = Singlepass::new();
    compiler.push_middleware(Arc::new(DeferStart));
    compiler.push_middleware(Arc::new(Metering::new(limits.fuel, cost)));
    let mut engine: Engine = EngineBuilder::new(compiler)
        .set_features(Some(features()))
        .engine()
        .into();
    engine.set_tunables(CappedTunables::new(limits));
    engine
}
// ANCHOR_END: moteur

// ANCHOR: depart
/// Le nom sous lequel l'hôte retrouve la fonction de départ.
pub(crate) const DEFERRED_START: &str = "host_deferred_start";

/// Retire au module sa fonction de départ (*start*), et l'exporte.
///
/// Une fonction de départ tourne pendant que l'instance naît : si elle échoue, il n'y a pas
/// d'instance, donc pas de compteur à lire, et un carburant épuisé ne se distingue plus d'un
/// `unreachable`. Retirée puis appelée par l'hôte, elle est une fonction comme une autre.
#[derive(Debug)]
struct DeferStart;

impl ModuleMiddleware for DeferStart {
    fn transform_module_info(&self, info: &mut ModuleInfo) -> Result<(), MiddlewareError> {
        info.exports.shift_remove(DEFERRED_START);
        if let Some(start) = info.start_function.take() {
            let name = DEFERRED_START.to_owned();
            info.exports.insert(name, ExportIndex::Function(start));
        }
        Ok(())
    }

    fn generate_function_middleware(&self, _: LocalFunctionIndex) -> Box<dyn FunctionMiddleware> {
        Box::new(Unchanged)
    }
}
// ANCHOR_END: depart

/// Laisse passer les instructions telles quelles : c'est ce que `feed` fait par défaut.
#[derive(Debug)]
struct Unchanged;

impl FunctionMiddleware for Unchanged {}

/// Les extensions de WebAssembly que nous acceptons : ce que produisent les compilateurs de
/// Rust et de C par défaut. Ni mémoire partagée entre fils, ni plusieurs mémoires. Ni fonction
/// qui rende plusieurs valeurs : le Singlepass de wasmer 6.1 ne sait pas les compiler, mieux vaut
/// que la validation le dise.
fn features() -> Features {
    let mut features = Features::none();
    features.reference_types(true).bulk_memory(true);
    // Celle-ci n'a pas de méthode dans wasmer 6.1.
    features.extended_const = true;
    features
}

/// Compile `bytes`, du binaire et rien d'autre : le format texte est pour nous, pas pour un
/// fichier venu d'ailleurs.
pub(crate) fn compile(engine: &Engine, bytes: &[u8]) -> Result<Module, LoadErrorKind> {
    Module::from_binary(engine, bytes).map_err(|error| LoadErrorKind::Compile(error.to_string()))
}

/// Un module compilé, avec le moteur qui l'a compilé.
#[derive(Debug, Clone)]
pub(crate) struct Compiled {
    pub(crate) engine: Engine,
    pub(crate) module: Module,
}
