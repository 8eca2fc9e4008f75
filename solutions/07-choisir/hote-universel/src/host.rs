//! Étape 4 : recharger la configuration sans arrêter l'hôte.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::{Config, Pipeline, Refusal, Registry};

/// L'hôte : des portes, et la chaîne de modules en service.
pub struct Host {
    registry: Registry,
    folder: PathBuf,
    /// Tenu le temps de copier ou de changer une adresse.
    current: Mutex<Arc<Pipeline>>,
    /// Tenu par le rechargement en cours : le suivant attend qu'il ait fini.
    reloading: Mutex<()>,
}

/// Pourquoi une configuration n'entre pas en service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostError {
    /// Le texte n'est pas une configuration.
    Config(String),
    /// Des modules n'entrent pas.
    Modules(Vec<Refusal>),
}

impl Host {
    /// Met en service la configuration `text`, dont les chemins partent de `folder`.
    ///
    /// # Errors
    ///
    /// Si la configuration ne se lit pas, ou si un module n'entre pas.
    pub fn open(registry: Registry, text: &str, folder: &Path) -> Result<Self, HostError> {
        let first = build(&registry, text, folder)?;
        Ok(Self {
            registry,
            folder: folder.to_owned(),
            current: Mutex::new(Arc::new(first)),
            reloading: Mutex::new(()),
        })
    }

    /// La chaîne en service. Qui la tient finit son travail avec elle.
    pub fn current(&self) -> Arc<Pipeline> {
        Arc::clone(&self.current.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Met en service une nouvelle configuration ; si elle ne convient pas, la dernière bonne
    /// reste.
    ///
    /// # Errors
    ///
    /// Les mêmes que pour [`open`](Self::open).
    pub fn reload(&self, text: &str) -> Result<(), HostError> {
        let _turn = self
            .reloading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let next = Arc::new(build(&self.registry, text, &self.folder)?);
        // ANCHOR: echange
        // Tout ce qui pouvait échouer ou durer est fait : il ne reste qu'une adresse à changer.
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let previous = std::mem::replace(&mut *current, next);
        drop(current);
        // Détruire l'ancienne chaîne peut prendre du temps : après avoir rendu le verrou.
        drop(previous);
        // ANCHOR_END: echange
        Ok(())
    }
}

/// Lit une configuration et construit sa chaîne.
fn build(registry: &Registry, text: &str, folder: &Path) -> Result<Pipeline, HostError> {
    let config = Config::parse(text, folder).map_err(HostError::Config)?;
    let modules = registry.open_all(&config).map_err(HostError::Modules)?;
    Ok(Pipeline::new(modules))
}
