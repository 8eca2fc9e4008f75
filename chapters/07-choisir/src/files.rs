//! Les fichiers des modules, et ce qu'ils contiennent : les portes les notent en les ouvrant, la
//! surveillance les regarde.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use francais::open_regular;

/// Ce qu'un regard retient d'un fichier : l'empreinte de son contenu ; `None` s'il ne se lit pas.
pub type Glance = Option<u64>;

/// Ce qu'un regard lit au plus d'un fichier, en octets. Aucune porte n'en accepte de plus long.
const LONGEST_GLANCE: u64 = 64 << 20;

pub(crate) fn glance(path: &Path) -> Glance {
    let mut file = open_regular(path).ok()?.take(LONGEST_GLANCE);
    let mut hasher = DefaultHasher::new();
    // La taille dit ce qui change au-delà de ce que l'on regarde.
    hasher.write_u64(file.get_ref().metadata().ok()?.len());
    let mut buffer = [0; 16 * 1024];
    loop {
        match file.read(&mut buffer).ok()? {
            0 => return Some(hasher.finish()),
            length => hasher.write(&buffer[..length]),
        }
    }
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
