//! Le module `majuscules` en version 1.1.0, compilé avec la table étendue.
//!
//! Il ne passe pas par `export_plugin!` : il remplit la table lui-même, pour la rallonger.

use ch_contrat::{Majuscules, Plugin, PluginError};
use ch_ffi_abi::export::table;
use ch_ffi_abi::{ExtendedApi, PluginApi, PluginBuffer, PluginInstance, PluginStatus};

/// Le module, avec une nouveauté : il encadre son texte.
#[derive(Debug, Default)]
pub struct Framed;

impl Plugin for Framed {
    fn name(&self) -> &str {
        "majuscules"
    }

    fn version(&self) -> &str {
        "1.1.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(format!("*** {} ***", Majuscules.execute(text)?))
    }
}

// ANCHOR: table
static API: ExtendedApi = ExtendedApi {
    base: PluginApi {
        struct_size: size_of::<ExtendedApi>() as u32,
        ..table::<Framed>(c"majuscules", c"1.1.0")
    },
    describe: Some(describe),
};

/// La fonction d'entrée : l'adresse de la table étendue est celle de sa base.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const PluginApi {
    (&raw const API).cast()
}
// ANCHOR_END: table

/// Décrit le module.
///
/// # Safety
///
/// `output` est nul ou vise un tampon où écrire.
unsafe extern "C" fn describe(
    instance: *mut PluginInstance,
    output: *mut PluginBuffer,
) -> PluginStatus {
    if instance.is_null() || output.is_null() {
        return PluginStatus::INVALID_ARGUMENT;
    }
    let text = "met en capitales et encadre".to_owned();
    // SÛRETÉ : non nul, vérifié ; l'appelant garantit qu'on peut y écrire.
    unsafe { output.write(PluginBuffer::from_string(text)) };
    PluginStatus::OK
}
