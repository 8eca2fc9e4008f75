//! Exercice : tenir un invité dans ses limites, et dire laquelle il a atteinte. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-wasm-limites`

use std::ptr::NonNull;

use wasmer::sys::vm::{
    MemoryError, VMConfig, VMMemory, VMMemoryDefinition, VMTable, VMTableDefinition,
};
use wasmer::sys::{BaseTunables, EngineBuilder, NativeEngineExt, Singlepass, Target, Tunables};
use wasmer::{
    Engine, Instance, MemoryStyle, MemoryType, Module, Pages, RuntimeError, Store, TableStyle,
    TableType, TypedFunction, imports,
};

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
fn cap(wanted: &MemoryType) -> Result<MemoryType, MemoryError> {
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

/// Les réglages qui appliquent [`cap`] et [`STACK`]. Rien à changer ici.
struct Capped {
    stack: VMConfig,
    base: BaseTunables,
}

impl Default for Capped {
    fn default() -> Self {
        Self {
            stack: VMConfig {
                wasm_stack_size: Some(STACK),
            },
            base: BaseTunables::for_target(&Target::default()),
        }
    }
}

impl Tunables for Capped {
    fn memory_style(&self, memory: &MemoryType) -> MemoryStyle {
        self.base.memory_style(memory)
    }

    fn table_style(&self, table: &TableType) -> TableStyle {
        self.base.table_style(table)
    }

    fn create_host_memory(
        &self,
        ty: &MemoryType,
        style: &MemoryStyle,
    ) -> Result<VMMemory, MemoryError> {
        self.base.create_host_memory(&cap(ty)?, style)
    }

    unsafe fn create_vm_memory(
        &self,
        ty: &MemoryType,
        style: &MemoryStyle,
        location: NonNull<VMMemoryDefinition>,
    ) -> Result<VMMemory, MemoryError> {
        // SÛRETÉ : nous transmettons l'emplacement que wasmer nous garantit.
        unsafe { self.base.create_vm_memory(&cap(ty)?, style, location) }
    }

    fn create_host_table(&self, ty: &TableType, style: &TableStyle) -> Result<VMTable, String> {
        self.base.create_host_table(ty, style)
    }

    unsafe fn create_vm_table(
        &self,
        ty: &TableType,
        style: &TableStyle,
        location: NonNull<VMTableDefinition>,
    ) -> Result<VMTable, String> {
        // SÛRETÉ : nous transmettons l'emplacement que wasmer nous garantit.
        unsafe { self.base.create_vm_table(ty, style, location) }
    }

    fn vmconfig(&self) -> &VMConfig {
        &self.stack
    }
}
