//! Les erreurs du contrat : celle d'un module, celle de l'hôte.

use std::error::Error;
use std::{fmt, io};

/// Le moment de la vie d'un module où une erreur s'est produite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Pendant [`Plugin::init`](crate::Plugin::init).
    Init,
    /// Pendant [`Plugin::execute`](crate::Plugin::execute).
    Execute,
}

/// L'échec d'un module, avec son nom : dans une chaîne de dix modules, il faut savoir
/// lequel a failli.
#[derive(Debug)]
pub struct PluginError {
    plugin: String,
    stage: Stage,
    message: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl PluginError {
    /// L'échec de l'initialisation du module `plugin`.
    pub fn init(plugin: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(plugin.into(), Stage::Init, message.into())
    }

    /// L'échec du traitement d'un texte par le module `plugin`.
    pub fn execute(plugin: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(plugin.into(), Stage::Execute, message.into())
    }

    fn new(plugin: String, stage: Stage, message: String) -> Self {
        Self {
            plugin,
            stage,
            message,
            source: None,
        }
    }

    /// Attache l'erreur d'origine, que [`Error::source`] rendra.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Le nom du module en cause.
    pub fn plugin(&self) -> &str {
        &self.plugin
    }

    /// Le moment de l'échec.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Ce que le module dit de son échec, sans le préfixe que [`fmt::Display`] ajoute.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// [`message`](Self::message), suivi de ses causes.
    pub fn explanation(&self) -> String {
        with_causes(self.message.clone(), self.source())
    }
}

impl fmt::Display for PluginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match self.stage {
            Stage::Init => "l'initialisation",
            Stage::Execute => "l'exécution",
        };
        write!(
            f,
            "module « {} » : échec à {stage} : {}",
            self.plugin, self.message
        )
    }
}

impl Error for PluginError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Ce que l'hôte refuse de lui-même, avant de donner la main à un module.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum HostError {
    /// Un module de ce nom est déjà enregistré.
    DuplicateName(String),
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateName(name) => {
                write!(f, "un module nommé « {name} » est déjà enregistré")
            }
        }
    }
}

impl Error for HostError {}

// ANCHOR: chaine
/// Une erreur et toutes ses causes, de la plus générale à la plus précise.
///
/// Suivant l'usage, une erreur ne répète pas dans son texte la cause que [`Error::source`] rend :
/// n'afficher qu'elle perdrait la raison du système.
pub fn chain(error: &(dyn Error + 'static)) -> String {
    with_causes(words(error), error.source())
}

fn with_causes(mut text: String, mut cause: Option<&(dyn Error + 'static)>) -> String {
    while let Some(error) = cause {
        text = format!("{text} : {}", words(error));
        cause = error.source();
    }
    text
}

/// Le texte d'une erreur. Le système parle la langue de la machine : nous la traduisons.
fn words(error: &(dyn Error + 'static)) -> String {
    match error.downcast_ref::<io::Error>() {
        Some(error) => francais::cause(error),
        None => error.to_string(),
    }
}
// ANCHOR_END: chaine

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_chaine_va_jusqu_a_la_raison_du_systeme_en_francais() {
        let system = io::Error::from(io::ErrorKind::StorageFull);
        let error = PluginError::execute("copie", "la copie a échoué").with_source(system);
        assert_eq!(
            chain(&error),
            "module « copie » : échec à l'exécution : la copie a échoué : le disque est plein"
        );
        assert_eq!(
            error.explanation(),
            "la copie a échoué : le disque est plein"
        );
    }
}
