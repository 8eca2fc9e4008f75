//! Un hôte construit d'après un fichier.

use std::error::Error;
use std::fmt;

use ch_contrat::{Host, HostError, Plugin, PluginError, Transcript};

use crate::Config;
use crate::registry::NamedPlugin;

/// Un hôte tout entier : ses réglages, ses modules, leur ordre. Il ne change plus.
pub struct Workshop {
    config: Config,
    host: Host,
}

impl Workshop {
    /// Réunit des modules déjà initialisés, chacun sous son nom.
    pub(crate) fn new(config: Config, plugins: Vec<NamedPlugin>) -> Self {
        let mut host = Host::new();
        for (name, plugin) in plugins {
            let registered: Result<(), HostError> = host.register(Named { name, plugin });
            registered.expect("la configuration refuse deux modules du même nom");
        }
        host.init()
            .expect("un module nommé est déjà initialisé : rien n'échoue ici");
        Self { config, host }
    }

    /// Fait passer un texte par tous les modules actifs.
    ///
    /// # Errors
    ///
    /// Si le texte est trop long, ou si un module échoue.
    pub fn run(&self, text: &str) -> Result<Transcript, RunError> {
        let (length, longest) = (text.chars().count(), self.config.max_chars.value);
        if length > longest as usize {
            return Err(RunError::TooLong { length, longest });
        }
        self.host.run(text).map_err(RunError::Plugin)
    }

    /// Les modules actifs, initialisés, dans l'ordre où ils traitent le texte : pour les
    /// enchaîner autrement que [`run`](Self::run).
    pub fn plugins(&self) -> impl Iterator<Item = &dyn Plugin> {
        self.host.plugins()
    }

    /// La configuration d'où vient cet hôte.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Les noms des modules actifs, dans l'ordre où ils traitent le texte.
    pub fn modules(&self) -> impl Iterator<Item = &str> {
        self.config.enabled().map(|module| module.name.as_str())
    }
}

impl fmt::Debug for Workshop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.modules()).finish()
    }
}

/// Pourquoi un texte n'a pas été traité.
#[derive(Debug)]
#[non_exhaustive]
pub enum RunError {
    /// Le texte dépasse la longueur permise.
    TooLong {
        /// Sa longueur, en caractères.
        length: usize,
        /// La longueur permise.
        longest: u32,
    },
    /// Un module a échoué.
    Plugin(PluginError),
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { length, longest } => {
                write!(
                    f,
                    "texte trop long : {length} caractères, {longest} au plus"
                )
            }
            Self::Plugin(error) => error.fmt(f),
        }
    }
}

impl Error for RunError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::TooLong { .. } => None,
            Self::Plugin(error) => error.source(),
        }
    }
}

// ANCHOR: nomme
/// Un module sous le nom que le fichier lui donne : deux `remplacer` peuvent cohabiter.
struct Named {
    name: String,
    plugin: Box<dyn Plugin>,
}

impl Plugin for Named {
    fn name(&self) -> &str {
        &self.name
    }

    fn version(&self) -> &str {
        self.plugin.version()
    }

    fn init(&mut self) -> Result<(), PluginError> {
        // Déjà fait, avant d'entrer dans l'hôte : toutes les erreurs y étaient réunies.
        Ok(())
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        self.plugin.execute(text).map_err(|error| {
            if error.plugin() == self.name {
                error
            } else {
                PluginError::execute(&self.name, error.message()).with_source(error)
            }
        })
    }
}
// ANCHOR_END: nomme
