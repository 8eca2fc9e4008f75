//! Exercice : un greffon en script, rendu solide. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-scripts-greffon`

use std::error::Error;
use std::path::Path;

use rhai::{AST, Engine};

/// Un script analysé et le moteur qui l'exécute.
#[derive(Debug)]
pub struct ScriptPlugin {
    /// Le moteur, avec ce que l'hôte prête au script.
    pub engine: Engine,
    /// Le script, déjà analysé.
    pub ast: AST,
}

impl ScriptPlugin {
    /// Lit et analyse le script `path` ; ses notes iront à `journal`.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas ou si le script est mal écrit.
    pub fn load(
        path: &Path,
        journal: impl Fn(&str) + Send + Sync + 'static,
    ) -> Result<Self, Box<dyn Error>> {
        let _ = journal;
        todo!(
            "préparer un moteur, lui donner « log », analyser {}",
            path.display()
        )
    }

    /// Exécute le script.
    ///
    /// # Errors
    ///
    /// Si le script échoue. Finir par une valeur n'est pas un échec.
    pub fn execute(&self) -> Result<(), Box<dyn Error>> {
        todo!("exécuter le script déjà analysé")
    }
}
