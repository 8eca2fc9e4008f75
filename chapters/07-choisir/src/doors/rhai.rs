//! La porte des scripts Rhai.

use std::num::NonZeroU64;
use std::path::PathBuf;

use ch_configuration::{BuildContext, FactoryError};
use ch_contrat::Plugin;
use ch_scripts::ScriptPlugin;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Services, has_policy, scripts};
use crate::Policy;

/// Les options d'un script Rhai.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RhaiOptions {
    /// Le chemin du script.
    pub fichier: PathBuf,
    /// Ce qu'un appel peut consommer.
    #[serde(default)]
    pub limites: RhaiLimits,
    /// Que faire s'il échoue.
    #[serde(default)]
    pub en_cas_d_echec: Policy,
}

// ANCHOR: limites
/// Les limites d'un script Rhai. Zéro n'en est pas une : pour les moteurs, il voudrait dire
/// « sans limite ».
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RhaiLimits {
    /// Le nombre d'opérations d'un appel.
    pub operations: Option<NonZeroU64>,
    /// La durée d'un appel, en millisecondes.
    pub duree_ms: Option<NonZeroU64>,
}
// ANCHOR_END: limites

has_policy!(RhaiOptions);

// ANCHOR: fabrique
/// La fabrique de la porte `rhai`.
pub fn factory(
    services: Services,
) -> impl Fn(&BuildContext<'_>, RhaiOptions) -> Result<Box<dyn Plugin>, FactoryError> {
    move |context, options| {
        let limits = &options.limites;
        let script = scripts::options(limits.operations, limits.duree_ms, &services.journal);
        let path = context.resolve(&options.fichier);
        services.files.note(&path);
        let plugin =
            ScriptPlugin::load(&path, &script).map_err(|error| scripts::refused(&path, &error))?;
        Ok(Box::new(plugin))
    }
}
// ANCHOR_END: fabrique
