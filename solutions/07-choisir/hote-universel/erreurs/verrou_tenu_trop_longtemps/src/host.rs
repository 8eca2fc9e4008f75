//! Attrapée par : `etape_4_rechargement::on_se_sert_de_l_hote_pendant_qu_il_recharge`
//!
//! Le verrou est pris avant de construire : le temps que la porte travaille, personne ne peut plus
//! prendre la chaîne en service.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::{Config, Pipeline, Refusal, Registry};

/// L'hôte : des portes, et la chaîne de modules en service.
pub struct Host {
    registry: Registry,
    folder: PathBuf,
    current: Mutex<Arc<Pipeline>>,
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
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(build(&self.registry, text, &self.folder)?);
        Ok(())
    }
}

/// Lit une configuration et construit sa chaîne.
fn build(registry: &Registry, text: &str, folder: &Path) -> Result<Pipeline, HostError> {
    let config = Config::parse(text, folder).map_err(HostError::Config)?;
    let modules = registry.open_all(&config).map_err(HostError::Modules)?;
    Ok(Pipeline::new(modules))
}
