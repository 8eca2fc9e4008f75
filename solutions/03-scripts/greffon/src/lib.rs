//! Solution : un greffon en script, rendu solide.
//!
//! L'analyse se fait une fois, au chargement ; le journal est celui de l'hôte ; `import` ne
//! trouve plus rien.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use rhai::module_resolvers::DummyModuleResolver;
use rhai::{AST, Dynamic, Engine};

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
        // ANCHOR: charger
        let mut engine = Engine::new();
        engine.set_module_resolver(DummyModuleResolver::new());
        register_log(&mut engine, journal);
        let ast = engine.compile(fs::read_to_string(path)?)?;
        Ok(Self { engine, ast })
        // ANCHOR_END: charger
    }

    /// Exécute le script.
    ///
    /// # Errors
    ///
    /// Si le script échoue. Finir par une valeur n'est pas un échec.
    pub fn execute(&self) -> Result<(), Box<dyn Error>> {
        self.engine.run_ast(&self.ast)?;
        Ok(())
    }
}

/// Enregistre `log` pour toutes les valeurs.
///
/// Rhai cherche d'abord une fonction du type exact, dans tous ses paquets : le logarithme
/// des nombres à virgule passerait devant un `log` qui accepte tout.
fn register_log(engine: &mut Engine, journal: impl Fn(&str) + Send + Sync + 'static) {
    // ANCHOR: journal
    let journal = Arc::new(journal);
    let numbers = Arc::clone(&journal);
    // `Dynamic` écrit 2.0 comme le fait `print` ; `f64` écrirait 2.
    engine.register_fn("log", move |value: f64| {
        numbers(&Dynamic::from(value).to_string());
    });
    engine.register_fn("log", move |value: Dynamic| journal(&value.to_string()));
    // ANCHOR_END: journal
}
