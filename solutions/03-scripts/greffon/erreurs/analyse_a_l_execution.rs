//! Attrapée par : `une_faute_de_syntaxe_est_refusee_au_chargement`, `le_script_est_lu_au_chargement`
//!
//! Le chargement ne fait que préparer le moteur ; le script est lu et analysé plus tard,
//! à chaque exécution. La faute de syntaxe attend le premier utilisateur pour se montrer.

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
    path: std::path::PathBuf,
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
        let mut engine = Engine::new();
        engine.set_module_resolver(DummyModuleResolver::new());
        register_log(&mut engine, journal);
        let ast = AST::empty();
        let path = path.to_owned();
        Ok(Self { engine, ast, path })
    }

    /// Exécute le script.
    ///
    /// # Errors
    ///
    /// Si le script échoue. Finir par une valeur n'est pas un échec.
    pub fn execute(&self) -> Result<(), Box<dyn Error>> {
        let script = fs::read_to_string(&self.path)?;
        self.engine.run(&script)?;
        Ok(())
    }
}

/// Enregistre `log` pour toutes les valeurs.
///
/// Rhai cherche d'abord une fonction du type exact, dans tous ses paquets : le logarithme
/// des nombres à virgule passerait devant un `log` qui accepte tout.
fn register_log(engine: &mut Engine, journal: impl Fn(&str) + Send + Sync + 'static) {
    let journal = Arc::new(journal);
    let numbers = Arc::clone(&journal);
    engine.register_fn("log", move |value: f64| numbers(&value.to_string()));
    engine.register_fn("log", move |value: Dynamic| journal(&value.to_string()));
}
