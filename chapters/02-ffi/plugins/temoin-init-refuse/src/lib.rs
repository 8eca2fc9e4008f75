//! Un greffon conforme, mais dont l'initialisation échoue.

use ch_contrat::{Plugin, PluginError};

/// Le module : il ne trouve pas ce qu'il lui faut pour travailler.
#[derive(Debug, Default)]
pub struct InitRefuse;

impl Plugin for InitRefuse {
    fn name(&self) -> &str {
        "salut"
    }

    fn version(&self) -> &str {
        "3.0.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        Err(PluginError::init(
            "salut",
            "le dictionnaire est introuvable",
        ))
    }

    fn execute(&self, _text: &str) -> Result<String, PluginError> {
        Err(PluginError::execute("salut", "pas de dictionnaire"))
    }
}

ch_ffi_abi::export_plugin!(InitRefuse, name: c"salut", version: c"3.0.0");
