//! Attrapée par : `le_script_charge_travaille`, `une_nouvelle_version_prend_le_service`, `une_version_mal_ecrite_laisse_l_ancienne`, `une_version_sans_execute_laisse_l_ancienne`, `un_fichier_disparu_laisse_l_ancienne`, `un_appel_en_cours_n_empeche_pas_le_rechargement`
//!
//! `eval_ast_with_scope` exécute le corps du script, qui ne fait que définir `execute` : la
//! fonction n'est jamais appelée, et il n'y a pas de chaîne à rendre. Mettre `text` dans la
//! portée n'y change rien.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use rhai::{AST, Engine, Scope};

/// Un script que l'on peut recharger.
#[derive(Debug)]
pub struct HotScript {
    path: PathBuf,
    engine: Engine,
    current: RwLock<Arc<Version>>,
}

/// Une version du script : son texte et le résultat de son analyse.
#[derive(Debug)]
struct Version {
    text: String,
    ast: AST,
}

impl HotScript {
    /// Charge le script `path`. `pause` est prêtée au script sous ce nom.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas, ou si le script ne convient pas.
    pub fn load(path: &Path, pause: impl Fn() + Send + Sync + 'static) -> Result<Self, String> {
        let mut engine = Engine::new();
        engine.register_fn("pause", pause);
        let first = prepare(&engine, read(path)?)?;
        Ok(Self {
            path: path.to_owned(),
            engine,
            current: RwLock::new(Arc::new(first)),
        })
    }

    /// Fait traiter un texte par la version en service.
    ///
    /// # Errors
    ///
    /// Le message du script.
    pub fn execute(&self, text: &str) -> Result<String, String> {
        let version = self.current();
        let mut scope = Scope::new();
        scope.push("text", text.to_owned());
        self.engine
            .eval_ast_with_scope(&mut scope, &version.ast)
            .map_err(|error| error.to_string())
    }

    /// Relit le fichier ; `true` si une nouvelle version a pris le service.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas ou si la nouvelle version ne convient pas : l'ancienne
    /// reste en service.
    pub fn reload(&self) -> Result<bool, String> {
        let text = read(&self.path)?;
        if text == self.current().text {
            return Ok(false);
        }
        let next = Arc::new(prepare(&self.engine, text)?);
        *self.current.write().expect("aucun appel ne panique ici") = next;
        Ok(true)
    }

    /// La version en service. Le verrou n'est tenu que le temps de cette copie.
    fn current(&self) -> Arc<Version> {
        Arc::clone(&self.current.read().expect("aucun appel ne panique ici"))
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| error.to_string())
}

/// Analyse `text` et vérifie qu'il définit `execute`, à un paramètre.
fn prepare(engine: &Engine, text: String) -> Result<Version, String> {
    let ast = engine.compile(&text).map_err(|error| error.to_string())?;
    let complete = ast
        .iter_functions()
        .any(|function| function.name == "execute" && function.params.len() == 1);
    if complete {
        Ok(Version { text, ast })
    } else {
        Err("la fonction « execute(text) » manque".to_owned())
    }
}
