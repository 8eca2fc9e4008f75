//! Attrapée par : `un_fichier_inchange_ne_change_rien`
//!
//! Le texte relu se compare à celui du chargement, que personne ne met à jour. Après un
//! premier changement, chaque rechargement croit voir une nouvelle version ; et revenir au
//! texte d'origine ne serait jamais remarqué.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use rhai::{AST, CallFnOptions, Engine, Scope};

/// Un script que l'on peut recharger.
#[derive(Debug)]
pub struct HotScript {
    path: PathBuf,
    text: String,
    engine: Engine,
    current: RwLock<Arc<AST>>,
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
        let text = read(path)?;
        let first = prepare(&engine, &text)?;
        Ok(Self {
            path: path.to_owned(),
            text,
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
        let options = CallFnOptions::new().eval_ast(false);
        let arguments = (text.to_owned(),);
        self.engine
            .call_fn_with_options(options, &mut Scope::new(), &version, "execute", arguments)
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
        if text == self.text {
            return Ok(false);
        }
        let next = Arc::new(prepare(&self.engine, &text)?);
        *self.current.write().expect("aucun appel ne panique ici") = next;
        Ok(true)
    }

    /// La version en service. Le verrou n'est tenu que le temps de cette copie.
    fn current(&self) -> Arc<AST> {
        Arc::clone(&self.current.read().expect("aucun appel ne panique ici"))
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| error.to_string())
}

/// Analyse `text` et vérifie qu'il définit `execute`, à un paramètre.
fn prepare(engine: &Engine, text: &str) -> Result<AST, String> {
    let ast = engine.compile(text).map_err(|error| error.to_string())?;
    let complete = ast
        .iter_functions()
        .any(|function| function.name == "execute" && function.params.len() == 1);
    if complete {
        Ok(ast)
    } else {
        Err("la fonction « execute(text) » manque".to_owned())
    }
}
