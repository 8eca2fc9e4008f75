//! La porte du C : une bibliothèque dynamique, essayée dans un autre processus, puis chargée.

use std::collections::HashMap;
use std::collections::hash_map::Entry as MapEntry;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ch_configuration::{BuildContext, FactoryError};
use ch_contrat::{Plugin, PluginError};
use ch_ffi::{FfiPlugin, LoadError, LoadErrorKind, Probe, ReloadablePlugin, library_path};
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
    /// Le dossier des copies, s'il en a fallu un.
    copies: OnceLock<TempDir>,
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
                None => Arc::clone(slot.insert(Arc::new(Loaded::new(probe.clone())))),
            }
        };
        let plugin = loaded.get(context.name, &path)?;
        Ok(Box::new(Shared(plugin)))
    }
}

impl Loaded {
    fn new(probe: Probe) -> Self {
        Self {
            probe,
            copies: OnceLock::new(),
            plugins: Mutex::default(),
        }
    }

    /// Le greffon de ce fichier, chargé ou rechargé s'il le faut.
    fn get(&self, name: &str, path: &Path) -> Result<Arc<FfiPlugin>, FactoryError> {
        let content = digest(path).map_err(|error| unreadable(path, error))?;
        let key = (name.to_owned(), path.to_owned());
        let mut plugins = self.plugins.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = match plugins.entry(key) {
            MapEntry::Vacant(place) => place.insert(self.load(path, content)?),
            MapEntry::Occupied(place) => place.into_mut(),
        };
        if entry.content != content {
            // SÛRETÉ : l'auteur de la configuration a écrit « confiance = true » pour ce
            // fichier. C'est lui qui répond de son contenu, aujourd'hui et demain.
            unsafe { entry.plugin.reload() }.map_err(refused)?;
            entry.content = content;
        }
        Ok(entry.plugin.current())
    }

    /// Charge une copie faite à côté de l'original : les bibliothèques qu'il cherche auprès de lui
    /// (`$ORIGIN`) y sont. Si l'on n'y écrit pas, ou que le système ne permet pas d'effacer un
    /// fichier chargé, la copie va dans le dossier temporaire.
    fn load(&self, path: &Path, content: [u8; 32]) -> Result<Entry, FactoryError> {
        let beside = path.parent().filter(|_| cfg!(unix));
        let beside = beside.map(|folder| self.load_copy(path, folder));
        let plugin = match beside {
            Some(Err(error)) if matches!(error.reason, LoadErrorKind::Copy { .. }) => {
                self.load_from_temporary(path)?
            }
            Some(loaded) => loaded.map_err(refused)?,
            None => self.load_from_temporary(path)?,
        };
        Ok(Entry { plugin, content })
    }

    fn load_from_temporary(&self, path: &Path) -> Result<ReloadablePlugin, FactoryError> {
        let folder = match self.copies.get() {
            Some(folder) => folder.path(),
            None => {
                let created = TempDir::new().map_err(|error| no_temporary(&error))?;
                self.copies.get_or_init(|| created).path()
            }
        };
        self.load_copy(path, folder).map_err(|error| {
            let suspect = matches!(
                error.reason,
                LoadErrorKind::Copy { .. } | LoadErrorKind::Open(_) | LoadErrorKind::Probe(_)
            );
            let refusal = refused(error);
            if suspect {
                temporary_help(refusal, folder)
            } else {
                refusal
            }
        })
    }

    fn load_copy(&self, path: &Path, folder: &Path) -> Result<ReloadablePlugin, LoadError> {
        // SÛRETÉ : comme pour un rechargement, la confiance est écrite dans la configuration.
        unsafe { ReloadablePlugin::load(path, folder, self.probe.clone()) }
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

/// L'empreinte d'une bibliothèque, lue sans la tenir entière en mémoire.
fn digest(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = francais::open_regular(path)?.take(MAX_LIBRARY + 1);
    let mut hasher = Sha256::new();
    let mut buffer = [0; 16 * 1024];
    let mut length = 0;
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
        length += count as u64;
    }
    if length > MAX_LIBRARY {
        let message = format!("il dépasse {} Mio", MAX_LIBRARY >> 20);
        return Err(io::Error::other(message));
    }
    Ok(hasher.finalize().into())
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

/// La plus grosse bibliothèque acceptée, en octets.
const MAX_LIBRARY: u64 = 64 << 20;

/// Le dossier temporaire n'a pas pu servir.
fn no_temporary(error: &io::Error) -> FactoryError {
    let folder = std::env::temp_dir();
    let fact = format!("le greffon se copie dans {}", folder.display());
    // tempfile met son message anglais dans l'erreur ; son genre suffit.
    let cause = francais::cause(&error.kind().into());
    let help = "donnez un autre dossier dans la variable TMPDIR";
    FactoryError::new(format!(
        "{fact}, et ce dossier ne sert pas, {cause} ; {help}"
    ))
    .at("fichier")
}

/// Ajoute à un refus que la copie, et non l'original, en est peut-être la cause.
fn temporary_help(refusal: FactoryError, folder: &Path) -> FactoryError {
    let fact = format!("sa copie est dans {}", folder.display());
    let help = "si ce dossier est plein ou interdit d'exécuter (noexec), changez TMPDIR";
    FactoryError::new(format!("le greffon est refusé ; {fact} ; {help}"))
        .with_source(refusal)
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
