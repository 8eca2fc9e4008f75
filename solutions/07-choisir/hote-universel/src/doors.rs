//! Étape 2 : deux vraies portes.

use ch_contrat::Plugin;
use ch_ffi::{chain, load_plugin};
use ch_scripts::{ScriptOptions, ScriptPlugin};

use crate::{ModuleConfig, Registry};

/// Le registre des deux portes : « ffi » et « rhai ».
pub fn two_doors() -> Registry {
    let mut registry = Registry::new();
    registry.register("ffi", Box::new(ffi));
    registry.register("rhai", Box::new(rhai));
    registry
}

/// Fait entrer une bibliothèque native, à travers l'ABI du C.
///
/// # Errors
///
/// Si la configuration ne répond pas du fichier, qui n'est alors pas même ouvert ; si le
/// fichier n'est pas un greffon.
pub fn ffi(wanted: &ModuleConfig) -> Result<Box<dyn Plugin>, String> {
    if !wanted.trusted {
        return Err("code natif : écrivez « confiance = true » si vous en répondez".to_owned());
    }
    // SÛRETÉ : l'auteur de la configuration répond de ce fichier.
    let plugin = unsafe { load_plugin(&wanted.file) }.map_err(|error| chain(&error))?;
    Ok(Box::new(plugin))
}

/// Fait entrer un script Rhai, avec les limites par défaut.
///
/// # Errors
///
/// Si le script ne se lit pas, ne s'analyse pas ou ne tient pas le contrat.
pub fn rhai(wanted: &ModuleConfig) -> Result<Box<dyn Plugin>, String> {
    // ANCHOR: rhai
    let plugin = ScriptPlugin::load(&wanted.file, &ScriptOptions::default())
        .map_err(|error| chain(&error))?;
    Ok(Box::new(plugin))
    // ANCHOR_END: rhai
}
