//! La version 2.0.0 du greffon « salut » : elle répond « bonjour ».

use ch_contrat::{Plugin, PluginError};

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
        "2.0.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        self.ready = true;
        Ok(())
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        if !self.ready {
            return Err(PluginError::execute("salut", "init n'a pas été appelé"));
        }
        Ok(format!("bonjour, {text}"))
    }
}

ch_ffi_abi::export_plugin!(Salut, name: c"salut", version: c"2.0.0");
