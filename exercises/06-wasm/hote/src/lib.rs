//! Exercice : charger un invité, et dire ce qui ne va pas. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-wasm-hote`

use wasmer::{Store, TypedFunction};

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
    todo!(
        "compiler, instancier, vérifier et prendre execute ({} octets)",
        wasm.len()
    )
}

impl Guest {
    /// Appelle l'`execute` de l'invité.
    ///
    /// # Errors
    ///
    /// Rend [`Trap`] si l'invité commet une faute.
    pub fn execute(&mut self, value: i32) -> Result<i32, Trap> {
        let _ = (&mut self.store, &self.execute);
        todo!("appeler execute({value})")
    }
}
