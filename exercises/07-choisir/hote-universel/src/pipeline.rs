//! Étape 3 : ce que l'on fait d'un module qui échoue.

use std::fmt;

use crate::{Module, OnFailure};

/// Des modules enchaînés.
pub struct Pipeline {
    modules: Vec<Module>,
}

/// Ce qu'une suite de textes est devenue. Son affichage est le bilan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// Les textes rendus, dans l'ordre.
    pub outputs: Vec<String>,
    /// Les échecs, dans l'ordre où ils se sont produits.
    pub failures: Vec<Failure>,
}

/// L'échec d'un module sur un texte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Le rang du texte, compté à partir de 1.
    pub text: usize,
    /// Le nom que la configuration donne au module.
    pub module: String,
    /// Ce que le module en dit.
    pub message: String,
    /// Ce qu'on en a fait.
    pub on_failure: OnFailure,
}

impl Pipeline {
    /// Enchaîne `modules`, dans cet ordre.
    pub fn new(modules: Vec<Module>) -> Self {
        Self { modules }
    }

    /// Fait passer chaque texte par tous les modules.
    pub fn run<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Run {
        let _ = texts;
        todo!(
            "faire passer chaque texte par les {} modules, et noter les échecs",
            self.modules.len()
        )
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "textes rendus : {}", self.outputs.len())?;
        for failure in &self.failures {
            let consequence = match failure.on_failure {
                OnFailure::Stop => "arrêt",
                OnFailure::Skip => "texte sauté",
                OnFailure::PassThrough => "texte laissé tel quel",
            };
            writeln!(
                f,
                "texte {}, « {} » : {} ({consequence})",
                failure.text, failure.module, failure.message
            )?;
        }
        Ok(())
    }
}
