//! Relire un fichier et n'en garder que ce qui est bon.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::source;
use crate::{Config, Environment, Live, Registry, Report, Source, Workshop};

/// Ce qu'une relecture a donné.
#[derive(Debug)]
pub enum Reload {
    /// Le fichier dit la même chose qu'à la lecture précédente : rien à faire ni à dire.
    Unchanged,
    /// La nouvelle configuration est en service.
    Replaced(Arc<Workshop>),
    /// Le fichier est mauvais : la dernière bonne configuration reste en service.
    Rejected(Report),
}

// ANCHOR: relecteur
/// Un fichier de configuration, l'hôte qu'il décrit, et de quoi le relire.
pub struct Reloader {
    path: PathBuf,
    registry: Registry,
    environment: Environment,
    live: Arc<Live<Workshop>>,
    // Tenu pendant toute une relecture : deux relectures ne s'entremêlent pas.
    seen: Mutex<Seen>,
}

/// Ce que la dernière lecture a trouvé, bon ou mauvais.
type Seen = Result<Vec<u8>, io::ErrorKind>;

impl Reloader {
    /// Lit le fichier une première fois. Un hôte ne démarre pas sur une mauvaise configuration.
    ///
    /// # Errors
    ///
    /// Tout ce qui ne va pas dans le fichier.
    pub fn open(
        path: impl Into<PathBuf>,
        registry: Registry,
        environment: Environment,
    ) -> Result<Self, Report> {
        let path = path.into();
        let read = source::read(&path);
        let workshop = load(&path, &registry, &environment, &read)?;
        Ok(Self {
            path,
            registry,
            environment,
            live: Arc::new(Live::new(workshop)),
            seen: Mutex::new(read.map_err(|error| error.kind())),
        })
    }

    /// Relit le fichier. L'échange est la dernière chose faite : avant lui, tout est lu,
    /// vérifié, construit et initialisé ; après lui, plus rien ne peut échouer.
    ///
    /// Un fichier mauvais n'est signalé qu'une fois : relu tel quel, il est
    /// [`Reload::Unchanged`].
    pub fn reload(&self) -> Reload {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let read = source::read(&self.path);
        let now = read.as_ref().map(Vec::as_slice).map_err(io::Error::kind);
        if now == seen.as_deref().map_err(|kind| *kind) {
            return Reload::Unchanged;
        }
        *seen = now.map(<[u8]>::to_vec);
        self.replace(&read)
    }
    // ANCHOR_END: relecteur

    /// Relit le fichier, même s'il n'a pas changé : pour un module dont les propres
    /// fichiers (un script, un greffon) ont changé, ou pour retenter ce qui a échoué.
    pub fn reload_anyway(&self) -> Reload {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let read = source::read(&self.path);
        *seen = match &read {
            Ok(bytes) => Ok(bytes.clone()),
            Err(error) => Err(error.kind()),
        };
        self.replace(&read)
    }

    fn replace(&self, read: &io::Result<Vec<u8>>) -> Reload {
        match load(&self.path, &self.registry, &self.environment, read) {
            Ok(workshop) => {
                self.live.replace(workshop);
                Reload::Replaced(self.live.current())
            }
            Err(report) => Reload::Rejected(report),
        }
    }

    /// L'hôte du moment, à partager avec ceux qui s'en servent.
    pub fn live(&self) -> &Arc<Live<Workshop>> {
        &self.live
    }

    /// Le fichier relu.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Tout le chemin, des octets aux modules prêts.
fn load(
    path: &Path,
    registry: &Registry,
    environment: &Environment,
    read: &io::Result<Vec<u8>>,
) -> Result<Workshop, Report> {
    let source = Source::from_read(path, read.as_deref())?;
    registry.build(Config::parse(source, environment)?)
}
