//! La version 1.0.0 du greffon « salut » : elle répond « salut ».
//!
//! Comme bien des bibliothèques réelles, elle garde une variable locale à un fil d'exécution
//! (*thread-local*) qui a un destructeur : dès qu'un fil s'en est servi, le système ne peut plus
//! décharger la bibliothèque, et la rouvrir par le même chemin rend la même.

use ch_contrat::{Plugin, PluginError};

/// Une variable locale à un fil d'exécution, avec un destructeur.
struct Trace;

impl Drop for Trace {
    fn drop(&mut self) {}
}

thread_local! {
    static TRACE: Trace = const { Trace };
}

/// Le module : il ne travaille qu'une fois initialisé.
#[derive(Debug, Default)]
pub struct Salut {
    ready: bool,
}

impl Plugin for Salut {
    fn name(&self) -> &str {
        "salut"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        self.ready = true;
        Ok(())
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        if !self.ready {
            return Err(PluginError::execute("salut", "init n'a pas été appelé"));
        }
        TRACE.with(|_| ());
        Ok(format!("salut, {text}"))
    }
}

ch_ffi_abi::export_plugin!(Salut, name: c"salut", version: c"1.0.0");
