//! Les fichiers des modules, et ce qu'ils contiennent : les portes les notent en les ouvrant, la
//! surveillance les regarde.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Ce qu'un regard retient d'un fichier : l'empreinte de son contenu ; `None` s'il ne se lit pas.
pub type Glance = Option<u64>;

pub(crate) fn glance(path: &Path) -> Glance {
    let mut hasher = DefaultHasher::new();
    hasher.write(&fs::read(path).ok()?);
    Some(hasher.finish())
}

/// Les fichiers que des modules ont ouverts, et ce qu'ils contenaient juste avant : de quoi
/// savoir s'il faut les relire.
#[derive(Debug, Clone, Default)]
pub struct Files(Arc<Mutex<BTreeMap<PathBuf, Glance>>>);

impl Files {
    /// Les fichiers connus, tels que leur porte les a vus la dernière fois.
    pub fn glances(&self) -> BTreeMap<PathBuf, Glance> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Retient un fichier, avant même de l'ouvrir : s'il est mauvais, le corriger suffira ;
    /// s'il change pendant qu'on l'ouvre, cela se verra.
    pub fn note(&self, path: &Path) {
        let glance = glance(path);
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), glance);
    }
}
