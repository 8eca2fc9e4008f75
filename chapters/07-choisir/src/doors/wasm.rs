//! La porte WebAssembly.

use std::num::{NonZeroU32, NonZeroU64};
use std::path::PathBuf;

use ch_configuration::{BuildContext, FactoryError};
use ch_contrat::Plugin;
use ch_contrat::error::chain;
use ch_wasm::{Capabilities, Limits, Loader};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Journal, Services, has_policy};
use crate::Policy;

/// Les options d'un invité WebAssembly.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WasmOptions {
    /// Le chemin de l'invité.
    pub fichier: PathBuf,
    /// Ce qu'un appel peut consommer.
    #[serde(default)]
    pub limites: WasmLimits,
    /// Ce que l'hôte lui prête ; rien, si la liste est vide ou absente.
    #[serde(default)]
    pub capacites: Vec<Capability>,
    /// Que faire s'il échoue.
    #[serde(default)]
    pub en_cas_d_echec: Policy,
}

// ANCHOR: limites
/// Les limites d'un invité.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WasmLimits {
    /// Le carburant d'un appel.
    pub carburant: Option<NonZeroU64>,
    /// La mémoire linéaire, en pages de 64 Kio.
    pub memoire_pages: Option<NonZeroU32>,
}

/// Une fonction de l'hôte que l'invité peut appeler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Capability {
    /// Écrire une ligne au journal de l'hôte.
    Journal,
    /// Lire l'heure.
    Horloge,
}
// ANCHOR_END: limites

has_policy!(WasmOptions);

// ANCHOR: fabrique
/// La fabrique de la porte `wasm`.
pub fn factory(
    services: Services,
) -> impl Fn(&BuildContext<'_>, WasmOptions) -> Result<Box<dyn Plugin>, FactoryError> {
    move |context, options| {
        let loader = Loader::new()
            .limits(limits(&options.limites))
            .capabilities(granted(context.name, &options.capacites, &services.journal));
        let path = context.resolve(&options.fichier);
        services.files.note(&path);
        let plugin = loader.load(&path).map_err(|error| {
            // Le moteur étale certains messages sur plusieurs lignes.
            let message = chain(&error);
            let words: Vec<&str> = message.split_whitespace().collect();
            FactoryError::new(words.join(" ")).at("fichier")
        })?;
        Ok(Box::new(plugin))
    }
}
// ANCHOR_END: fabrique

fn limits(wanted: &WasmLimits) -> Limits {
    let defaults = Limits::default();
    Limits {
        fuel: wanted.carburant.map_or(defaults.fuel, NonZeroU64::get),
        memory_pages: wanted
            .memoire_pages
            .map_or(defaults.memory_pages, NonZeroU32::get),
        ..defaults
    }
}

fn granted(name: &str, wanted: &[Capability], journal: &Journal) -> Capabilities {
    let mut capabilities = Capabilities::none();
    for capability in wanted {
        capabilities = match capability {
            Capability::Journal => {
                let (name, journal) = (name.to_owned(), journal.clone());
                capabilities.log(move |note| journal(&name, note))
            }
            Capability::Horloge => capabilities.clock(),
        };
    }
    capabilities
}
