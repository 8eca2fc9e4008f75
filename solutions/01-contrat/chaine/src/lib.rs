//! Solution : enchaîner des modules.
//!
//! Les réponses s'accumulent dans un `Vec` qui sert trois fois : il donne le texte du module
//! suivant, le résultat, et le chemin parcouru en cas d'échec.

use ch_contrat::{Plugin, PluginError};

/// Des modules, dans l'ordre où un texte les traverse.
#[derive(Default)]
pub struct Chain {
    plugins: Vec<Box<dyn Plugin>>,
}

/// Le refus d'un module dont le nom, donné ici, est déjà pris.
#[derive(Debug, PartialEq, Eq)]
pub struct DuplicateName(pub String);

/// Une chaîne arrêtée par l'échec d'un module.
#[derive(Debug)]
pub struct Stopped {
    /// Ce que le module dit de son échec.
    pub error: PluginError,
    /// Les réponses des modules précédents, dans l'ordre.
    pub steps: Vec<String>,
}

impl Chain {
    /// Les noms des modules, dans l'ordre.
    pub fn names(&self) -> Vec<&str> {
        self.plugins.iter().map(|plugin| plugin.name()).collect()
    }

    /// Ajoute un module au bout de la chaîne.
    ///
    /// # Errors
    ///
    /// Refuse un module dont le nom est déjà pris ; la chaîne ne change pas.
    pub fn push(&mut self, plugin: Box<dyn Plugin>) -> Result<(), DuplicateName> {
        if self.names().contains(&plugin.name()) {
            return Err(DuplicateName(plugin.name().to_owned()));
        }
        self.plugins.push(plugin);
        Ok(())
    }

    /// Initialise les modules, dans l'ordre.
    ///
    /// # Errors
    ///
    /// S'arrête au premier module qui refuse et rend son erreur.
    pub fn init(&mut self) -> Result<(), PluginError> {
        for plugin in &mut self.plugins {
            plugin.init()?;
        }
        Ok(())
    }

    /// Fait traverser la chaîne à un texte et rend la réponse de chaque module.
    ///
    /// # Errors
    ///
    /// S'arrête au premier module qui échoue ; [`Stopped`] garde le chemin parcouru.
    pub fn run(&self, text: &str) -> Result<Vec<String>, Stopped> {
        // ANCHOR: parcours
        let mut steps: Vec<String> = Vec::new();
        for plugin in &self.plugins {
            let current = steps.last().map_or(text, String::as_str);
            match plugin.execute(current) {
                Ok(answer) => steps.push(answer),
                Err(error) => return Err(Stopped { error, steps }),
            }
        }
        Ok(steps)
        // ANCHOR_END: parcours
    }
}
