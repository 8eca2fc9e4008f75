//! Un hôte statique : il connaît ses modules à la compilation et les enchaîne.

use std::fmt;

use crate::{HostError, Plugin, PluginError};

// ANCHOR: hote
// ANCHOR: structure
/// Un hôte : des modules dans l'ordre de leur enregistrement.
#[derive(Default)]
pub struct Host {
    plugins: Vec<Box<dyn Plugin>>,
    // Les `ready` premiers modules sont initialisés.
    ready: usize,
}
// ANCHOR_END: structure

impl Host {
    /// Un hôte sans module : il rend le texte tel quel.
    pub fn new() -> Self {
        Self::default()
    }

    // ANCHOR: enregistrer
    /// Ajoute un module au bout de la chaîne.
    ///
    /// # Errors
    ///
    /// Refuse un module dont le nom est déjà pris : la transcription serait ambiguë.
    pub fn register(&mut self, plugin: impl Plugin + 'static) -> Result<(), HostError> {
        if self
            .plugins
            .iter()
            .any(|known| known.name() == plugin.name())
        {
            return Err(HostError::DuplicateName(plugin.name().to_owned()));
        }
        self.plugins.push(Box::new(plugin));
        Ok(())
    }
    // ANCHOR_END: enregistrer

    // ANCHOR: initialiser
    /// Initialise, dans l'ordre, les modules qui ne le sont pas encore.
    ///
    /// # Errors
    ///
    /// S'arrête au premier module qui refuse. Un nouvel appel reprend à partir
    /// de lui.
    pub fn init(&mut self) -> Result<(), PluginError> {
        for plugin in &mut self.plugins[self.ready..] {
            plugin.init()?;
            self.ready += 1;
        }
        Ok(())
    }
    // ANCHOR_END: initialiser

    // ANCHOR: executer
    /// Passe un texte d'un module au suivant et rend la transcription.
    ///
    /// # Errors
    ///
    /// S'arrête au premier module qui échoue ; l'erreur porte son nom. Refuse de
    /// commencer si un module n'est pas initialisé.
    pub fn run(&self, text: &str) -> Result<Transcript, PluginError> {
        if let Some(plugin) = self.plugins.get(self.ready) {
            return Err(PluginError::execute(
                plugin.name(),
                "il n'est pas initialisé",
            ));
        }
        let mut transcript = Transcript {
            input: text.to_owned(),
            steps: Vec::new(),
        };
        for plugin in &self.plugins {
            let output = plugin.execute(transcript.output())?;
            transcript.steps.push(Step {
                plugin: plugin.name().to_owned(),
                version: plugin.version().to_owned(),
                output,
            });
        }
        Ok(transcript)
    }
    // ANCHOR_END: executer

    /// Les modules, dans l'ordre où ils traitent le texte : pour qui veut les lister, ou les
    /// enchaîner à sa façon. Ils ne sont initialisés qu'après [`init`](Self::init).
    pub fn plugins(&self) -> impl Iterator<Item = &dyn Plugin> {
        self.plugins.iter().map(|plugin| &**plugin)
    }
}
// ANCHOR_END: hote

/// Le passage d'un texte dans un module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Le nom du module.
    pub plugin: String,
    /// Sa version.
    pub version: String,
    /// Le texte qu'il a rendu.
    pub output: String,
}

/// Ce qu'un texte est devenu, module après module.
///
/// Son affichage tient une ligne par module : `majuscules 1.0.0 → BONJOUR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// Le texte reçu par l'hôte.
    pub input: String,
    /// Un pas par module, dans l'ordre.
    pub steps: Vec<Step>,
}

impl Transcript {
    /// Le texte au bout de la chaîne ; le texte reçu si l'hôte n'a pas de module.
    pub fn output(&self) -> &str {
        self.steps.last().map_or(&self.input, |step| &step.output)
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "texte reçu → {}", self.input)?;
        for step in &self.steps {
            writeln!(f, "{} {} → {}", step.plugin, step.version, step.output)?;
        }
        Ok(())
    }
}
