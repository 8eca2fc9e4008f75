//! Attrapée par : `les_notes_arrivent_au_journal`, `un_nombre_a_virgule_s_ecrit_aussi`, `un_script_peut_finir_par_une_valeur`, `le_script_est_lu_au_chargement`, `le_greffon_se_partage_entre_deux_fils`
//!
//! Pour s'assurer que le script est bon, `load` l'exécute une première fois. Une analyse
//! suffit à trouver une faute de syntaxe ; l'exécution, elle, a des effets, et chaque note
//! du chargement arrive au journal sans que personne ait appelé `execute`.

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
        let mut engine = Engine::new();
        engine.set_module_resolver(DummyModuleResolver::new());
        register_log(&mut engine, journal);
        let ast = engine.compile(fs::read_to_string(path)?)?;
        engine.run_ast(&ast)?;
        Ok(Self { engine, ast })
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
    let journal = Arc::new(journal);
    let numbers = Arc::clone(&journal);
    engine.register_fn("log", move |value: f64| numbers(&value.to_string()));
    engine.register_fn("log", move |value: Dynamic| journal(&value.to_string()));
}
