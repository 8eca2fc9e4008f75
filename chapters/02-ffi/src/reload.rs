//! Le rechargement à chaud : remplacer un greffon pendant que l'hôte tourne.
//!
//! Décharger une bibliothèque n'est jamais sûr, et rouvrir le même chemin peut rendre
//! l'ancienne. Chaque version est donc copiée sous un nom qui n'a jamais servi, ouverte, et
//! n'est plus jamais fermée.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::{io, mem, process};

use ch_contrat::Plugin;
use francais::open_regular;

use crate::inspect::inspect;
use crate::plugin::open_library;
use crate::{FfiPlugin, LoadError, LoadErrorKind, Probe, load_checked};

// ANCHOR: type
/// Un greffon que l'on peut remplacer.
///
/// Les appels en cours finissent avec l'ancien ; les suivants prennent le nouveau.
#[derive(Debug)]
pub struct ReloadablePlugin {
    source: PathBuf,
    copies: PathBuf,
    probe: Probe,
    current: RwLock<Arc<FfiPlugin>>,
}
// ANCHOR_END: type

impl ReloadablePlugin {
    /// Charge et initialise le greffon du fichier `source`. Ses copies iront dans le dossier
    /// `copies`, qui doit exister et n'appartenir qu'à l'hôte.
    ///
    /// # Errors
    ///
    /// Celles de [`load_checked`], et [`LoadErrorKind::Init`].
    ///
    /// # Safety
    ///
    /// Les conditions de [`load_checked`], pour ce fichier-ci et pour ceux que
    /// [`reload`](Self::reload) trouvera à sa place.
    pub unsafe fn load(source: &Path, copies: &Path, probe: Probe) -> Result<Self, LoadError> {
        // SÛRETÉ : c'est ce que nous demandons nous-mêmes à l'appelant.
        let first = unsafe { load_copy(source, copies, &probe) }?;
        Ok(Self {
            source: source.to_owned(),
            copies: copies.to_owned(),
            probe,
            current: RwLock::new(Arc::new(first)),
        })
    }

    // ANCHOR: remplacer
    /// Le greffon du moment. Il reste utilisable même s'il est remplacé entre-temps.
    pub fn current(&self) -> Arc<FfiPlugin> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    /// Remplace le greffon par celui qui est maintenant dans le fichier.
    ///
    /// # Errors
    ///
    /// Celles de [`load`](Self::load) ; le greffon du moment reste alors en place.
    ///
    /// # Safety
    ///
    /// Le fichier respecte encore les conditions de [`load`](Self::load).
    pub unsafe fn reload(&self) -> Result<(), LoadError> {
        // SÛRETÉ : c'est ce que nous demandons nous-mêmes à l'appelant.
        let next = unsafe { load_copy(&self.source, &self.copies, &self.probe) }?;
        // Tout ce qui pouvait échouer a réussi : il ne reste qu'à changer d'adresse.
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let old = mem::replace(&mut *current, Arc::new(next));
        // Si l'ancien finit ici, son `destroy` est le code d'autrui : pas sous le verrou.
        drop(current);
        drop(old);
        Ok(())
    }
    // ANCHOR_END: remplacer
}

// ANCHOR: copie
/// Copie le greffon sous un nom neuf, l'essaie, le charge, l'initialise et l'épingle.
///
/// # Safety
///
/// Les mêmes conditions que pour [`load_checked`].
unsafe fn load_copy(source: &Path, copies: &Path, probe: &Probe) -> Result<FfiPlugin, LoadError> {
    let failed = |reason| LoadError {
        path: source.to_owned(),
        reason,
    };
    inspect(source).map_err(failed)?;
    let copy = unique_copy(source, copies).map_err(|error| {
        let folder = copies.to_owned();
        failed(LoadErrorKind::Copy { folder, error })
    })?;
    // SÛRETÉ : c'est ce que nous demandons nous-mêmes à l'appelant.
    let loaded = unsafe { load_checked(probe, &copy) }.and_then(|mut plugin| {
        plugin
            .init()
            .map_err(|error| failed(LoadErrorKind::Init(error)))?;
        // SÛRETÉ : cette bibliothèque est déjà ouverte ; rien de neuf ne s'exécute.
        let again = unsafe { open_library(&copy) }.map_err(failed)?;
        // Une ouverture que personne ne fermera : le code reste en place jusqu'à la fin.
        mem::forget(again);
        // Sous Unix, un fichier chargé n'a plus besoin de son nom. Ailleurs, il reste ouvert.
        #[cfg(unix)]
        let _ = fs::remove_file(&copy);
        Ok(plugin)
    });
    if loaded.is_err() {
        // La copie refusée ne sert plus. Sous Windows, elle peut être encore ouverte : tant pis.
        let _ = fs::remove_file(&copy);
    }
    loaded.map_err(|error| failed(error.reason))
}

/// Copie `source` dans `copies` sous un nom que ce processus n'a jamais employé.
fn unique_copy(source: &Path, copies: &Path) -> io::Result<PathBuf> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = source.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut unique = OsString::from(format!("{}-{number}-", process::id()));
    unique.push(name);
    let copy = copies.join(unique);
    // `create_new` échoue si le nom est pris : jamais deux versions dans un seul fichier.
    let mut file = File::create_new(&copy)?;
    let copied = open_regular(source).and_then(|mut source| io::copy(&mut source, &mut file));
    match copied {
        Ok(_) => Ok(copy),
        Err(error) => {
            // Une copie interrompue, sur un disque plein par exemple, ne sert à rien.
            drop(file);
            let _ = fs::remove_file(&copy);
            Err(error)
        }
    }
}
// ANCHOR_END: copie
