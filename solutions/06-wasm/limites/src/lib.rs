//! Solution : tenir un invité dans ses limites.

mod tunables;

use std::sync::Arc;

use wasmer::sys::vm::{MemoryError, TrapCode};
use wasmer::sys::{CompilerConfig, EngineBuilder, NativeEngineExt, Singlepass};
use wasmer::{
    Engine, Instance, MemoryType, Module, Pages, RuntimeError, Store, TypedFunction, imports,
};
use wasmer_middlewares::Metering;
use wasmer_middlewares::metering::{MeteringPoints, get_remaining_points, set_remaining_points};

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

/// Un moteur neuf, pour un seul module : un [`Metering`] ne se partage pas.
fn engine() -> Engine {
    // ANCHOR: compteur
    let mut compiler = Singlepass::new();
    compiler.push_middleware(Arc::new(Metering::new(FUEL, |_| 1)));
    // ANCHOR_END: compteur
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
    if wanted.minimum > MEMORY {
        return Err(MemoryError::Generic("trop de mémoire demandée".to_owned()));
    }
    // ANCHOR: maximum
    let mut capped = *wanted;
    capped.maximum = Some(wanted.maximum.map_or(MEMORY, |asked| asked.min(MEMORY)));
    Ok(capped)
    // ANCHOR_END: maximum
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
        set_remaining_points(&mut self.store, &self.instance, FUEL);
        let outcome = self.run.call(&mut self.store);
        outcome.map_err(|error| self.reason(error))
    }

    /// Carburant épuisé, pile épuisée, ou une vraie faute ?
    fn reason(&mut self, error: RuntimeError) -> Stop {
        // ANCHOR: raison
        if get_remaining_points(&mut self.store, &self.instance) == MeteringPoints::Exhausted {
            return Stop::OutOfFuel;
        }
        // ANCHOR_END: raison
        match error.to_trap() {
            Some(TrapCode::StackOverflow) => Stop::StackOverflow,
            _ => Stop::Trap,
        }
    }
}
