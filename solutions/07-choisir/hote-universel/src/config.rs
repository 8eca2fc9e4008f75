//! Le fichier de configuration : une table `[[module]]` par module.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Ce que le fichier demande.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Les modules, dans l'ordre où ils traiteront le texte.
    #[serde(rename = "module", default)]
    pub modules: Vec<ModuleConfig>,
}

/// Un module demandé.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModuleConfig {
    /// Le nom que le fichier lui donne ; le module lui-même peut s'appeler autrement.
    #[serde(rename = "nom")]
    pub name: String,
    /// Sa porte : « ffi », « rhai »…
    #[serde(rename = "type")]
    pub kind: String,
    /// Le fichier d'où il vient.
    #[serde(rename = "fichier", default)]
    pub file: PathBuf,
    /// L'auteur de la configuration répond-il de ce fichier ?
    #[serde(rename = "confiance", default)]
    pub trusted: bool,
    /// Que faire d'un texte sur lequel il échoue ?
    #[serde(rename = "en_cas_d_echec", default)]
    pub on_failure: OnFailure,
}

/// Que faire d'un texte sur lequel un module échoue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum OnFailure {
    /// S'arrêter là : ni ce texte, ni les suivants.
    #[default]
    #[serde(rename = "arreter")]
    Stop,
    /// Abandonner ce texte, et passer au suivant.
    #[serde(rename = "sauter")]
    Skip,
    /// Donner au module suivant le texte que celui-ci a reçu.
    #[serde(rename = "laisser-passer")]
    PassThrough,
}

impl Config {
    /// Lit une configuration. Les chemins relatifs partent de `folder`.
    ///
    /// # Errors
    ///
    /// Ce que TOML ou serde reprochent au texte.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, String> {
        let mut config: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        for module in &mut config.modules {
            module.file = folder.join(&module.file);
        }
        Ok(config)
    }
}
