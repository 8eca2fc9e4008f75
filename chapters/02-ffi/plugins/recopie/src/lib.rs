//! Le greffon le plus simple : il rend le texte reçu. Tout ce qu'il coûte est le prix de la
//! frontière ; c'est lui que mesure `cargo bench -p ch-ffi-mesures`.

use ch_contrat::{Plugin, PluginError};

/// Le module.
#[derive(Debug, Default)]
pub struct Echo;

impl Plugin for Echo {
    fn name(&self) -> &str {
        "recopie"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(text.to_owned())
    }
}

ch_ffi_abi::export_plugin!(Echo, name: c"recopie", version: c"1.0.0");
