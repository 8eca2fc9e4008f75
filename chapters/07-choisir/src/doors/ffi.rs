//! La porte du C : une bibliothèque dynamique, essayée dans un autre processus, puis chargée.

use std::collections::HashMap;
use std::collections::hash_map::Entry as MapEntry;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ch_configuration::{BuildContext, FactoryError};
use ch_contrat::{Plugin, PluginError};
use ch_ffi::{FfiPlugin, LoadError, Probe, ReloadablePlugin, library_path};
use schemars::JsonSchema;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{Services, has_policy};
use crate::Policy;

// ANCHOR: options
/// Les options d'un greffon natif. `fichier` ou `paquet`, l'un des deux.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FfiOptions {
    /// Le chemin de la bibliothèque ; sans extension, celle du système est ajoutée.
    pub fichier: Option<PathBuf>,
    /// Un paquet de cet espace de travail, dont la bibliothèque est à côté du programme.
    pub paquet: Option<String>,
    /// Charger, c'est exécuter : il faut l'avoir écrit.
    #[serde(default)]
    pub confiance: bool,
    /// Que faire s'il échoue.
    #[serde(default)]
    pub en_cas_d_echec: Policy,
}
// ANCHOR_END: options

has_policy!(FfiOptions);

// ANCHOR: fabrique
/// Les greffons déjà chargés, par module et par fichier.
///
/// Un greffon chargé ne se décharge plus (il est épinglé) : le recharger sans raison à chaque
/// relecture de la configuration ferait grossir l'hôte. Il ne l'est que si son fichier a changé.
struct Loaded {
    probe: Probe,
    copies: TempDir,
    plugins: Mutex<HashMap<(String, PathBuf), Entry>>,
}

struct Entry {
    plugin: ReloadablePlugin,
    content: [u8; 32],
}

/// La fabrique de la porte `ffi`. `probe` essaie chaque greffon dans un autre processus.
pub fn factory(
    services: Services,
    probe: Probe,
) -> impl Fn(&BuildContext<'_>, FfiOptions) -> Result<Box<dyn Plugin>, FactoryError> {
    let loaded: Mutex<Option<Arc<Loaded>>> = Mutex::new(None);
    move |context, options| {
        check_trust(&options)?;
        let path = locate(context, &options)?;
        services.files.note(&path);
        let loaded = {
            let mut slot = loaded.lock().unwrap_or_else(PoisonError::into_inner);
            // Le dossier des copies n'est créé que si un greffon doit y aller.
            match &*slot {
                Some(loaded) => Arc::clone(loaded),
                None => Arc::clone(slot.insert(Arc::new(Loaded::new(probe.clone())?))),
            }
        };
        let plugin = loaded.get(context.name, &path)?;
        Ok(Box::new(Shared(plugin)))
    }
}

impl Loaded {
    fn new(probe: Probe) -> Result<Self, FactoryError> {
        Ok(Self {
            probe,
            copies: TempDir::new()?,
            plugins: Mutex::default(),
        })
    }

    /// Le greffon de ce fichier, chargé ou rechargé s'il le faut.
    fn get(&self, name: &str, path: &Path) -> Result<Arc<FfiPlugin>, FactoryError> {
        let content = Sha256::digest(fs::read(path).map_err(|error| unreadable(path, error))?);
        let key = (name.to_owned(), path.to_owned());
        let mut plugins = self.plugins.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = match plugins.entry(key) {
            MapEntry::Vacant(place) => place.insert(self.load(path, content.into())?),
            MapEntry::Occupied(place) => place.into_mut(),
        };
        if entry.content != content[..] {
            // SÛRETÉ : l'auteur de la configuration a écrit « confiance = true » pour ce
            // fichier. C'est lui qui répond de son contenu, aujourd'hui et demain.
            unsafe { entry.plugin.reload() }.map_err(refused)?;
            entry.content = content.into();
        }
        Ok(entry.plugin.current())
    }

    fn load(&self, path: &Path, content: [u8; 32]) -> Result<Entry, FactoryError> {
        // SÛRETÉ : comme pour un rechargement, la confiance est écrite dans la configuration.
        let plugin =
            unsafe { ReloadablePlugin::load(path, self.copies.path(), self.probe.clone()) };
        let plugin = plugin.map_err(refused)?;
        Ok(Entry { plugin, content })
    }
}
// ANCHOR_END: fabrique

// ANCHOR: confiance
/// Refuse un greffon dont personne ne répond.
fn check_trust(options: &FfiOptions) -> Result<(), FactoryError> {
    if options.confiance {
        return Ok(());
    }
    Err(FactoryError::new(
        "charger un greffon natif, c'est exécuter son code avec vos droits ; \
         si vous répondez de ce fichier, écrivez « confiance = true »",
    )
    .at("confiance"))
}
// ANCHOR_END: confiance

/// Le chemin de la bibliothèque que les options désignent.
fn locate(context: &BuildContext<'_>, options: &FfiOptions) -> Result<PathBuf, FactoryError> {
    match (&options.fichier, &options.paquet) {
        (Some(file), None) => Ok(with_extension(context.resolve(file))),
        (None, Some(package)) => library_path(package).map_err(|_| {
            let fact = format!("la bibliothèque de « {package} » n'est pas à côté du programme");
            let help = format!("compilez-la par « cargo build -p {package} »");
            FactoryError::new(format!("{fact} ; {help}")).at("paquet")
        }),
        _ => Err(FactoryError::new(
            "il faut « fichier » ou « paquet », et un seul des deux",
        )),
    }
}

/// `greffons/salut` devient `greffons/libsalut.so`, `salut.dll` ou `libsalut.dylib`.
fn with_extension(path: PathBuf) -> PathBuf {
    match path.file_name().and_then(|name| name.to_str()) {
        Some(name) if path.extension().is_none() => {
            path.with_file_name(format!("{DLL_PREFIX}{name}{DLL_SUFFIX}"))
        }
        _ => path,
    }
}

fn unreadable(path: &Path, error: std::io::Error) -> FactoryError {
    FactoryError::new(format!("{} ne se lit pas", path.display()))
        .with_source(error)
        .at("fichier")
}

fn refused(error: LoadError) -> FactoryError {
    FactoryError::new("le greffon est refusé")
        .with_source(error)
        .at("fichier")
}

/// Un greffon que le chargeur a déjà initialisé, et qui peut servir après son remplacement.
struct Shared(Arc<FfiPlugin>);

impl Plugin for Shared {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn version(&self) -> &str {
        self.0.version()
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        self.0.execute(text)
    }
}
