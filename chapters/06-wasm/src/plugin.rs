//! Un invité derrière le trait du livre.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use ch_contrat::{Plugin, PluginError, panic_message};
use francais::read_at_most;

use crate::engine::{self, Compiled};
use crate::guest::{Guest, Identity};
use crate::screening::examine;
use crate::{Capabilities, GuestError, Limits, LoadError, LoadErrorKind, ModuleCache};

// ANCHOR: chargeur
/// De quoi charger des invités : les limites, les capacités, et peut-être un cache.
///
/// Par défaut, des limites raisonnables et aucune capacité.
#[derive(Debug, Default)]
pub struct Loader {
    limits: Limits,
    capabilities: Capabilities,
    cache: Option<ModuleCache>,
}

impl Loader {
    /// Un chargeur qui n'accorde rien.
    pub fn new() -> Self {
        Self::default()
    }

    /// Remplace les limites.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Remplace les capacités.
    #[must_use]
    pub fn capabilities(mut self, capabilities: Capabilities) -> Self {
        self.capabilities = capabilities;
        self
    }

    /// Garde le code compilé dans `cache`.
    #[must_use]
    pub fn cache(mut self, cache: ModuleCache) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Charge l'invité du fichier `path`.
    ///
    /// # Errors
    ///
    /// Dit la première chose qui ne convient pas. Rien de l'invité n'a pu sortir de son bac à
    /// sable : charger n'est pas un acte de confiance, et cette fonction n'est pas `unsafe`.
    pub fn load(&self, path: &Path) -> Result<WasmPlugin, LoadError> {
        let origin = path.display().to_string();
        let bytes = self.read(path).map_err(|reason| LoadError {
            origin: origin.clone(),
            reason,
        })?;
        self.load_bytes(&origin, &bytes)
    }

    /// Charge l'invité dont voici le binaire ; `origin` le désigne dans les erreurs.
    ///
    /// # Errors
    ///
    /// Comme [`load`](Self::load).
    pub fn load_bytes(&self, origin: &str, bytes: &[u8]) -> Result<WasmPlugin, LoadError> {
        // Le compilateur est un gros programme, et ce module vient d'un inconnu : une panique de
        // l'un sur l'autre est un refus. Rien de ce qu'elle laisse n'est gardé.
        let prepared = catch_unwind(AssertUnwindSafe(|| self.prepare(bytes)));
        let prepared = prepared
            .unwrap_or_else(|payload| Err(LoadErrorKind::Panicked(panic_message(&*payload))));
        prepared.map_err(|reason| LoadError {
            origin: origin.to_owned(),
            reason,
        })
    }

    fn prepare(&self, bytes: &[u8]) -> Result<WasmPlugin, LoadErrorKind> {
        self.check_size(bytes.len() as u64)?;
        examine(bytes, &self.limits.shape, |imports| {
            let problems = self.capabilities.refusals(&imports);
            if problems.is_empty() {
                return Ok(());
            }
            Err(LoadErrorKind::Imports(problems))
        })?;
        let engine = engine::engine(&self.limits);
        let module = match &self.cache {
            Some(cache) => cache.load_or_compile(&engine, bytes, &self.limits)?.0,
            None => engine::compile(&engine, bytes)?,
        };
        WasmPlugin::new(
            Compiled { engine, module },
            self.capabilities.clone(),
            self.limits,
        )
    }
}
// ANCHOR_END: chargeur

impl Loader {
    /// Lit un fichier sans jamais en lire plus que la limite.
    fn read(&self, path: &Path) -> Result<Vec<u8>, LoadErrorKind> {
        read_at_most(path, self.limits.module_bytes).map_err(LoadErrorKind::Read)
    }

    fn check_size(&self, found: u64) -> Result<(), LoadErrorKind> {
        let limit = self.limits.module_bytes;
        if found > limit {
            return Err(LoadErrorKind::TooLarge { found, limit });
        }
        Ok(())
    }
}

// ANCHOR: greffon
/// Un invité WebAssembly, qui est un module du livre comme un autre.
#[derive(Debug)]
pub struct WasmPlugin {
    compiled: Compiled,
    capabilities: Capabilities,
    limits: Limits,
    identity: Identity,
    state: Mutex<State>,
    /// Le fil qui fait travailler l'invité en ce moment ; 0 si personne.
    busy: AtomicUsize,
}

/// L'instance, et ce qu'il faut savoir pour la refaire.
struct State {
    /// `None` après une faute : l'instance a été jetée.
    guest: Option<Guest>,
    initialized: bool,
}
// ANCHOR_END: greffon

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State")
            .field("alive", &self.guest.is_some())
            .field("initialized", &self.initialized)
            .finish()
    }
}

impl WasmPlugin {
    /// Charge un invité avec les limites par défaut et sans aucune capacité.
    ///
    /// # Errors
    ///
    /// Comme [`Loader::load`].
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        Loader::new().load(path)
    }

    fn new(
        compiled: Compiled,
        capabilities: Capabilities,
        limits: Limits,
    ) -> Result<Self, LoadErrorKind> {
        let (guest, identity) = Guest::new(&compiled, &capabilities, limits)?;
        Ok(Self {
            compiled,
            capabilities,
            limits,
            identity,
            state: Mutex::new(State {
                guest: Some(guest),
                initialized: false,
            }),
            busy: AtomicUsize::new(0),
        })
    }

    // ANCHOR: appeler
    /// Appelle l'invité sous le verrou. Après une faute, l'instance est jetée ; l'appel suivant
    /// en prend une neuve, à l'état où `init` l'avait laissée.
    fn call<T>(
        &self,
        work: impl FnOnce(&mut Guest) -> Result<T, GuestError>,
    ) -> Result<T, GuestError> {
        if self.is_mine() {
            return Err(GuestError::Reentrant);
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let _busy = Busy::mark(&self.busy);
        let initialized = state.initialized;
        let mut guest = match state.guest.take() {
            Some(guest) => guest,
            None => self.restart(initialized)?,
        };
        let outcome = work(&mut guest);
        if !outcome.as_ref().is_err_and(GuestError::is_fatal) {
            state.guest = Some(guest);
        }
        outcome
    }

    /// Ce fil est-il déjà en train de faire travailler l'invité ?
    fn is_mine(&self) -> bool {
        // Seul ce fil peut avoir écrit son propre numéro : l'ordre des autres est indifférent.
        self.busy.load(Ordering::Relaxed) == thread_number()
    }

    fn restart(&self, initialized: bool) -> Result<Guest, GuestError> {
        let (mut guest, identity) = Guest::new(&self.compiled, &self.capabilities, self.limits)
            .map_err(|reason| GuestError::Restart(reason.to_string()))?;
        if identity != self.identity {
            let reason = "l'invité a changé de nom ou de version".to_owned();
            return Err(GuestError::Restart(reason));
        }
        if initialized {
            guest.init()?;
        }
        Ok(guest)
    }
    // ANCHOR_END: appeler
}

/// La marque du fil qui fait travailler l'invité. Une fonction de l'hôte appelée par l'invité
/// peut rappeler l'invité : sans cette marque, le fil attendrait son propre verrou.
struct Busy<'a>(&'a AtomicUsize);

impl<'a> Busy<'a> {
    fn mark(slot: &'a AtomicUsize) -> Self {
        slot.store(thread_number(), Ordering::Relaxed);
        Self(slot)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// Un nombre propre à ce fil tant qu'il vit : l'adresse d'une variable qui n'est qu'à lui.
fn thread_number() -> usize {
    thread_local!(static HERE: u8 = const { 0 });
    HERE.with(|here| ptr::from_ref(here).addr())
}

// ANCHOR: contrat
impl Plugin for WasmPlugin {
    fn name(&self) -> &str {
        &self.identity.name
    }

    fn version(&self) -> &str {
        &self.identity.version
    }

    fn init(&mut self) -> Result<(), PluginError> {
        let done = self.call(Guest::init);
        done.map_err(|error| PluginError::init(self.name(), error.to_string()).with_source(error))?;
        let state = self.state.get_mut();
        state.unwrap_or_else(PoisonError::into_inner).initialized = true;
        Ok(())
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        let done = self.call(|guest| guest.execute(text));
        done.map_err(|error| {
            PluginError::execute(self.name(), error.to_string()).with_source(error)
        })
    }
}
// ANCHOR_END: contrat
