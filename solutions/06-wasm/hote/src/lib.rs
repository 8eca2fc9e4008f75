//! Solution : charger un invité, et dire ce qui ne va pas.

use wasmer::{Engine, ExportError, Instance, Module, Store, TypedFunction, imports};

/// La version du contrat que parle cet hôte.
pub const ABI_VERSION: i32 = 1;

/// Pourquoi un invité n'a pas été chargé.
#[derive(Debug, PartialEq, Eq)]
pub enum LoadError {
    /// Les octets ne sont pas un module valable.
    Compile,
    /// L'instance n'a pas pu être créée : un import manque, ou le départ a échoué.
    Instantiate,
    /// La fonction exportée de ce nom manque.
    MissingExport(&'static str),
    /// L'export de ce nom existe, mais n'est pas une fonction du bon type.
    WrongType(&'static str),
    /// L'invité parle cette autre version du contrat.
    AbiVersion(i32),
    /// `abi_version` a commis une faute.
    Trap,
}

/// L'invité a commis une faute pendant l'appel.
#[derive(Debug, PartialEq, Eq)]
pub struct Trap;

/// Un invité prêt à être appelé.
pub struct Guest {
    store: Store,
    execute: TypedFunction<i32, i32>,
}

/// Charge un invité depuis son binaire.
///
/// # Errors
///
/// Une variante de [`LoadError`] par étape qui échoue.
pub fn load(wasm: &[u8]) -> Result<Guest, LoadError> {
    let engine = Engine::default();
    let module = Module::from_binary(&engine, wasm).map_err(|_| LoadError::Compile)?;
    let mut store = Store::new(engine);
    let instance =
        Instance::new(&mut store, &module, &imports! {}).map_err(|_| LoadError::Instantiate)?;
    let exports = &instance.exports;
    // ANCHOR: version
    let version: TypedFunction<(), i32> = exports
        .get_typed_function(&store, "abi_version")
        .map_err(|error| refusal("abi_version", &error))?;
    let found = version.call(&mut store).map_err(|_| LoadError::Trap)?;
    // ANCHOR_END: version
    if found != ABI_VERSION {
        return Err(LoadError::AbiVersion(found));
    }
    let execute = exports
        .get_typed_function(&store, "execute")
        .map_err(|error| refusal("execute", &error))?;
    Ok(Guest { store, execute })
}

/// Absent, ou présent sous un autre type ?
// ANCHOR: refus
fn refusal(name: &'static str, error: &ExportError) -> LoadError {
    match error {
        ExportError::Missing(_) => LoadError::MissingExport(name),
        ExportError::IncompatibleType => LoadError::WrongType(name),
    }
}
// ANCHOR_END: refus

impl Guest {
    /// Appelle l'`execute` de l'invité.
    ///
    /// # Errors
    ///
    /// Rend [`Trap`] si l'invité commet une faute.
    pub fn execute(&mut self, value: i32) -> Result<i32, Trap> {
        self.execute.call(&mut self.store, value).map_err(|_| Trap)
    }
}
