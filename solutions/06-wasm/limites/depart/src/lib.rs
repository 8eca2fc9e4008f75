//! Exercice : tenir un invité dans ses limites. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-wasm-limites`

mod tunables;

use wasmer::sys::vm::MemoryError;
use wasmer::sys::{EngineBuilder, NativeEngineExt, Singlepass};
use wasmer::{
    Engine, Instance, MemoryType, Module, Pages, RuntimeError, Store, TypedFunction, imports,
};

use tunables::Capped;

/// Ce qu'un appel a le droit de consommer, un point par instruction.
pub const FUEL: u64 = 1_000_000;
/// Ce que la mémoire a le droit d'atteindre.
pub const MEMORY: Pages = Pages(16);
/// La pile d'appels, en octets.
pub const STACK: usize = 128 << 10;

/// Pourquoi un invité n'a pas été chargé, ou n'a pas répondu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Le module n'est pas valable, ou demande d'emblée plus que [`MEMORY`].
    Load,
    /// Il a épuisé son carburant.
    OutOfFuel,
    /// Il a épuisé sa pile.
    StackOverflow,
    /// Toute autre faute.
    Trap,
}

/// Un moteur neuf, pour un seul module : un compteur de carburant ne se partage pas.
fn engine() -> Engine {
    // À vous : il manque le compteur de carburant.
    let compiler = Singlepass::new();
    let mut engine: Engine = EngineBuilder::new(compiler).engine().into();
    engine.set_tunables(Capped::default());
    engine
}

/// Le type de mémoire que l'hôte crée quand l'invité demande `wanted`.
///
/// # Errors
///
/// [`MemoryError::Generic`] si le minimum demandé dépasse [`MEMORY`].
pub fn cap(wanted: &MemoryType) -> Result<MemoryType, MemoryError> {
    todo!("refuser {wanted:?} ou baisser son maximum à {MEMORY:?}")
}

/// Un invité dans ses limites.
pub struct Guest {
    store: Store,
    instance: Instance,
    run: TypedFunction<(), i32>,
}

/// Charge un invité, qui n'importe rien et exporte `run`, de type `() -> i32`.
///
/// # Errors
///
/// [`Stop::Load`] s'il n'est pas valable ou demande trop de mémoire.
pub fn load(wasm: &[u8]) -> Result<Guest, Stop> {
    let engine = engine();
    let module = Module::from_binary(&engine, wasm).map_err(|_| Stop::Load)?;
    let mut store = Store::new(engine);
    let instance = Instance::new(&mut store, &module, &imports! {}).map_err(|_| Stop::Load)?;
    let run = instance.exports.get_typed_function(&store, "run");
    Ok(Guest {
        run: run.map_err(|_| Stop::Load)?,
        store,
        instance,
    })
}

impl Guest {
    /// Appelle `run`, avec tout son carburant.
    ///
    /// # Errors
    ///
    /// La limite atteinte, ou [`Stop::Trap`].
    pub fn run(&mut self) -> Result<i32, Stop> {
        let outcome = self.run.call(&mut self.store);
        outcome.map_err(|error| self.reason(error))
    }

    /// Carburant épuisé, pile épuisée, ou une vraie faute ?
    fn reason(&mut self, error: RuntimeError) -> Stop {
        let _ = &self.instance;
        todo!("nommer la limite atteinte ; wasmer dit : {error}")
    }
}
