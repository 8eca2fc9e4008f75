//! Étape 2 : deux vraies portes.

use ch_contrat::Plugin;

use crate::{ModuleConfig, Registry};

/// Le registre des deux portes : « ffi » et « rhai ».
pub fn two_doors() -> Registry {
    todo!("un registre neuf, où entrent `ffi` et `rhai`")
}

/// Fait entrer une bibliothèque native, à travers l'ABI du C.
///
/// # Errors
///
/// Si la configuration ne répond pas du fichier, qui n'est alors pas même ouvert ; si le
/// fichier n'est pas un greffon.
pub fn ffi(wanted: &ModuleConfig) -> Result<Box<dyn Plugin>, String> {
    todo!("charger {wanted:?} par `ch_ffi::load_plugin`, si la configuration en répond")
}

/// Fait entrer un script Rhai, avec les limites par défaut.
///
/// # Errors
///
/// Si le script ne se lit pas, ne s'analyse pas ou ne tient pas le contrat.
pub fn rhai(wanted: &ModuleConfig) -> Result<Box<dyn Plugin>, String> {
    todo!("charger {wanted:?} par `ch_scripts::ScriptPlugin::load`")
}
