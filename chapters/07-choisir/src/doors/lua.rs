//! La porte des scripts Lua.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

use ch_configuration::{BuildContext, FactoryError};
use ch_contrat::Plugin;
use ch_scripts::LuaPlugin;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Services, has_policy, scripts};
use crate::Policy;

/// Les options d'un script Lua.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LuaOptions {
    /// Le chemin du script.
    pub fichier: PathBuf,
    /// Ce qu'un appel peut consommer.
    #[serde(default)]
    pub limites: LuaLimits,
    /// Que faire s'il échoue.
    #[serde(default)]
    pub en_cas_d_echec: Policy,
}

// ANCHOR: limites
/// Les limites d'un script Lua. Zéro n'en est pas une : pour les moteurs, il voudrait dire
/// « sans limite ».
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LuaLimits {
    /// Le nombre d'opérations d'un appel.
    pub operations: Option<NonZeroU64>,
    /// La durée d'un appel, en millisecondes.
    pub duree_ms: Option<NonZeroU64>,
    /// La mémoire de l'interprète, en octets.
    pub memoire_octets: Option<NonZeroUsize>,
}
// ANCHOR_END: limites

has_policy!(LuaOptions);

// ANCHOR: fabrique
/// La fabrique de la porte `lua`.
pub fn factory(
    services: Services,
) -> impl Fn(&BuildContext<'_>, LuaOptions) -> Result<Box<dyn Plugin>, FactoryError> {
    move |context, options| {
        let limits = &options.limites;
        let mut script = scripts::options(limits.operations, limits.duree_ms, &services.journal);
        if let Some(bytes) = limits.memoire_octets {
            script.limits.memory_bytes = bytes.get();
        }
        let path = context.resolve(&options.fichier);
        services.files.note(&path);
        let plugin =
            LuaPlugin::load(&path, &script).map_err(|error| scripts::refused(&path, &error))?;
        Ok(Box::new(plugin))
    }
}
// ANCHOR_END: fabrique
