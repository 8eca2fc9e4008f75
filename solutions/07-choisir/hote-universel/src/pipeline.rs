//! Étape 3 : ce que l'on fait d'un module qui échoue.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

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
        let mut run = Run::default();
        for (text, rank) in texts.into_iter().zip(1..) {
            // ANCHOR: passer
            match self.pass(text, rank, &mut run.failures) {
                Ok(output) => run.outputs.push(output),
                Err(Lost::Text) => {}
                Err(Lost::Everything) => break,
            }
            // ANCHOR_END: passer
        }
        run
    }

    /// Fait passer un texte par tous les modules, et note les échecs.
    fn pass(&self, text: &str, rank: usize, failures: &mut Vec<Failure>) -> Result<String, Lost> {
        let mut current = text.to_owned();
        for module in &self.modules {
            match execute(module, &current) {
                Ok(output) => current = output,
                Err(message) => {
                    failures.push(Failure {
                        text: rank,
                        module: module.name.clone(),
                        message,
                        on_failure: module.on_failure,
                    });
                    match module.on_failure {
                        OnFailure::PassThrough => {}
                        OnFailure::Skip => return Err(Lost::Text),
                        OnFailure::Stop => return Err(Lost::Everything),
                    }
                }
            }
        }
        Ok(current)
    }
}

/// Ce qu'un échec fait perdre.
enum Lost {
    /// Le texte en cours.
    Text,
    /// Le texte en cours et tous les suivants.
    Everything,
}

/// Fait traiter un texte ; une panique est un échec comme un autre.
fn execute(module: &Module, text: &str) -> Result<String, String> {
    // Un module qui a paniqué peut être dans un état quelconque, mais valable : c'est ce que
    // garantit un code sans `unsafe`, et chacun protège le sien.
    match catch_unwind(AssertUnwindSafe(|| module.plugin.execute(text))) {
        Ok(result) => result.map_err(|error| error.message().to_owned()),
        Err(_) => Err("le module a paniqué".to_owned()),
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
