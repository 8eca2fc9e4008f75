//! Les deux portes sans chargement : les modules du livre, et ceux qu'une feature a compilés.

use ch_configuration::{BuildContext, FactoryError};
use ch_contrat::{Compteur, Majuscules, Plugin, Typographie};
use ch_features::MODULES;
use schemars::JsonSchema;
use serde::Deserialize;

use super::has_policy;
use crate::Policy;

// ANCHOR: integre
/// Les options d'un module compilé avec l'hôte.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IntegratedOptions {
    /// Lequel des modules intégrés.
    pub module: Integrated,
    /// Que faire s'il échoue.
    #[serde(default)]
    pub en_cas_d_echec: Policy,
}

/// Les modules intégrés.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Integrated {
    /// Les espaces insécables, les guillemets et les apostrophes du français.
    Typographie,
    /// Tout en capitales.
    Majuscules,
    /// Le compte des lignes, des mots et des caractères.
    Compteur,
}

/// Rend un module compilé avec l'hôte.
///
/// # Errors
///
/// Aucune : serde a déjà refusé un nom qui n'est pas dans la liste.
pub fn integrated(
    _: &BuildContext<'_>,
    options: IntegratedOptions,
) -> Result<Box<dyn Plugin>, FactoryError> {
    Ok(match options.module {
        Integrated::Typographie => Box::new(Typographie),
        Integrated::Majuscules => Box::new(Majuscules),
        Integrated::Compteur => Box::new(Compteur),
    })
}
// ANCHOR_END: integre

/// Les options d'un module qu'une feature de Cargo a fait compiler.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeatureOptions {
    /// Le nom de la feature, qui est aussi celui du module.
    pub module: String,
    /// Que faire s'il échoue.
    #[serde(default)]
    pub en_cas_d_echec: Policy,
}

has_policy!(IntegratedOptions, FeatureOptions);

// ANCHOR: feature
/// Cherche le module parmi ceux que les features ont fait compiler.
///
/// # Errors
///
/// Si aucune feature active ne l'apporte.
pub fn feature(
    _: &BuildContext<'_>,
    options: FeatureOptions,
) -> Result<Box<dyn Plugin>, FactoryError> {
    let wanted = MODULES
        .iter()
        .find(|module| module.feature == options.module);
    wanted.map(ch_features::Module::create).ok_or_else(|| {
        let compiled: Vec<&str> = MODULES.iter().map(|module| module.feature).collect();
        let name = &options.module;
        let fact = format!("« {name} » n'est pas compilé dans cet hôte");
        let known = format!("il contient {}", compiled.join(", "));
        FactoryError::new(format!("{fact} ; {known}")).at("module")
    })
}
// ANCHOR_END: feature
