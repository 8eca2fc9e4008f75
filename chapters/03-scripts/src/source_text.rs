//! Le `ScriptPlugin` du texte de départ, tel quel : il compile, il a l'air de marcher.
//!
//! Gardé pour être étudié. `cargo run -p ch-scripts --example texte_de_depart` montre ses
//! défauts un par un ; le [`ScriptPlugin`](crate::ScriptPlugin) du chapitre les corrige.

#![allow(
    clippy::uninlined_format_args,
    reason = "le texte de départ est cité tel quel"
)]

use std::error::Error;
use std::path::Path;

use rhai::Engine;

// ANCHOR: texte
/// Un script et le moteur qui l'exécute, comme dans le texte de départ.
#[derive(Debug)]
pub struct ScriptPlugin {
    engine: Engine,
    script: String,
}

impl ScriptPlugin {
    /// Lit le script et prépare le moteur.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas. Une faute de syntaxe, elle, passe inaperçue.
    pub fn load(path: &Path) -> Result<Self, Box<dyn Error>> {
        let script = std::fs::read_to_string(path)?;
        let mut engine = Engine::new();

        // Enregistrer les fonctions disponibles
        engine.register_fn("log", |msg: &str| println!("{}", msg));

        Ok(Self { engine, script })
    }

    /// Analyse le script, puis l'exécute.
    ///
    /// # Errors
    ///
    /// Si le script est mal écrit, s'il échoue, ou s'il rend une valeur.
    pub fn execute(&mut self) -> Result<(), Box<dyn Error>> {
        self.engine.eval::<()>(&self.script)?;
        Ok(())
    }
}
// ANCHOR_END: texte
