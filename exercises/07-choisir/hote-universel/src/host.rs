//! Étape 4 : recharger la configuration sans arrêter l'hôte.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::{Config, Pipeline, Refusal, Registry};

/// L'hôte : des portes, et la chaîne de modules en service.
pub struct Host {
    registry: Registry,
    folder: PathBuf,
    // À vous : comment garder la chaîne en service, et en changer ?
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
        drop(first);
        todo!("mettre en service cette première chaîne")
    }

    /// La chaîne en service. Qui la tient finit son travail avec elle.
    pub fn current(&self) -> Arc<Pipeline> {
        todo!("rendre un pointeur partagé vers la chaîne en service")
    }

    /// Met en service une nouvelle configuration ; si elle ne convient pas, la dernière bonne
    /// reste.
    ///
    /// # Errors
    ///
    /// Les mêmes que pour [`open`](Self::open).
    pub fn reload(&self, text: &str) -> Result<(), HostError> {
        let next = build(&self.registry, text, &self.folder)?;
        drop(next);
        todo!("mettre cette chaîne en service à la place de l'ancienne")
    }
}

/// Lit une configuration et construit sa chaîne.
fn build(registry: &Registry, text: &str, folder: &Path) -> Result<Pipeline, HostError> {
    let config = Config::parse(text, folder).map_err(HostError::Config)?;
    let modules = registry.open_all(&config).map_err(HostError::Modules)?;
    Ok(Pipeline::new(modules))
}
