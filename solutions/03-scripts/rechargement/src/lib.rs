//! Solution : recharger un script sans arrêter l'hôte.
//!
//! Préparer la nouvelle version ne bloque personne ; l'échange est le seul moment où le
//! verrou est pris, et les appels en cours gardent leur version par un `Arc`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::{fs, mem};

use rhai::{AST, CallFnOptions, Engine, Scope};

/// Un script que l'on peut recharger.
#[derive(Debug)]
pub struct HotScript {
    path: PathBuf,
    engine: Engine,
    current: RwLock<Arc<Version>>,
    // Les rechargements passent un à un ; les appels ne prennent pas ce verrou.
    reloading: Mutex<()>,
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
            reloading: Mutex::new(()),
        })
    }

    /// Fait traiter un texte par la version en service.
    ///
    /// # Errors
    ///
    /// Le message du script.
    pub fn execute(&self, text: &str) -> Result<String, String> {
        // ANCHOR: appeler
        let version = self.current();
        let options = CallFnOptions::new().eval_ast(false);
        let arguments = (text.to_owned(),);
        self.engine
            .call_fn_with_options(
                options,
                &mut Scope::new(),
                &version.ast,
                "execute",
                arguments,
            )
            .map_err(|error| error.to_string())
        // ANCHOR_END: appeler
    }

    /// Relit le fichier ; `true` si une nouvelle version a pris le service.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas ou si la nouvelle version ne convient pas : l'ancienne
    /// reste en service.
    pub fn reload(&self) -> Result<bool, String> {
        // ANCHOR: recharger
        let _one_by_one = self
            .reloading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let text = read(&self.path)?;
        if text == self.current().text {
            return Ok(false);
        }
        let next = Arc::new(prepare(&self.engine, text)?);
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let old = mem::replace(&mut *current, next);
        // Le verrou d'abord, l'ancienne version ensuite : la détruire peut prendre du temps.
        drop(current);
        drop(old);
        Ok(true)
        // ANCHOR_END: recharger
    }

    /// La version en service. Le verrou n'est tenu que le temps de cette copie.
    // ANCHOR: courante
    fn current(&self) -> Arc<Version> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
    // ANCHOR_END: courante
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
