//! Remplacer un script par sa nouvelle version pendant que l'hôte tourne.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use ch_contrat::Plugin;

use crate::{ScriptError, ScriptOptions, ScriptPlugin, source};

// ANCHOR: type
/// Un script que l'on recharge : la dernière version qui a convenu.
///
/// Chaque appel prend la version du moment par [`current`](Self::current) et la garde
/// jusqu'à sa fin : un rechargement ne dérange pas les appels en cours.
#[derive(Debug)]
pub struct HotScript {
    path: PathBuf,
    options: ScriptOptions,
    current: RwLock<Arc<ScriptPlugin>>,
    /// Le texte de la dernière version examinée, bonne ou mauvaise.
    seen: Mutex<String>,
}
// ANCHOR_END: type

/// Ce qu'un rechargement a fait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reload {
    /// Le fichier n'a pas changé depuis la dernière fois.
    Unchanged,
    /// La nouvelle version a pris la place de l'ancienne.
    Replaced {
        /// La version remplacée.
        from: String,
        /// La nouvelle version.
        to: String,
    },
}

impl HotScript {
    /// Charge la première version, et appelle son `init`.
    ///
    /// # Errors
    ///
    /// Celles de [`ScriptPlugin::load`] et de [`ScriptPlugin::prepare`].
    pub fn load(path: &Path, options: ScriptOptions) -> Result<Self, ScriptError> {
        let source = source::read(path, &options.limits)?;
        let seen = source.text.clone();
        let plugin = prepare(source, &options)?;
        Ok(Self {
            path: path.to_owned(),
            options,
            current: RwLock::new(Arc::new(plugin)),
            seen: Mutex::new(seen),
        })
    }

    /// La version en service.
    pub fn current(&self) -> Arc<ScriptPlugin> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    // ANCHOR: recharger
    /// Relit le fichier et prend sa nouvelle version, si elle convient.
    ///
    /// Le travail long (lire, analyser, initialiser) se fait sans bloquer personne ; seul
    /// l'échange final prend le verrou, le temps de copier une adresse.
    ///
    /// # Errors
    ///
    /// Si la nouvelle version ne convient pas. L'ancienne reste alors en service. Un fichier
    /// refusé ne l'est qu'une fois : tant qu'il ne change pas, il n'est plus examiné.
    pub fn reload(&self) -> Result<Reload, ScriptError> {
        // Un seul rechargement à la fois : le plus récent doit gagner.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let source = source::read(&self.path, &self.options.limits)?;
        if source.text == *seen {
            return Ok(Reload::Unchanged);
        }
        seen.clone_from(&source.text);
        let file = source.file.clone();
        let next = prepare(source, &self.options)?;
        let previous = self.current();
        if next.name() != previous.name() {
            let message = format!(
                "le module « {} » est devenu « {} » : ce n'est plus le même",
                previous.name(),
                next.name()
            );
            return Err(ScriptError::contract(&file, message));
        }
        let change = Reload::Replaced {
            from: previous.version().to_owned(),
            to: next.version().to_owned(),
        };
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(next);
        Ok(change)
    }
    // ANCHOR_END: recharger
}

/// Analyse et initialise une version.
fn prepare(source: source::Source, options: &ScriptOptions) -> Result<ScriptPlugin, ScriptError> {
    let plugin = ScriptPlugin::compile(source, options)?;
    plugin.prepare()?;
    Ok(plugin)
}
