//! Ce que l'hôte accorde à un invité. Ce qui n'est pas accordé n'existe pas pour lui.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use wasmer::{
    Function, FunctionEnv, FunctionEnvMut, FunctionType, Imports, Memory, RuntimeError, Store, Type,
};

use crate::abi::Span;
use crate::memory::read_text;
use crate::screening::Import;
use crate::{GuestError, ImportProblem, Limits};

/// Le module d'où viennent toutes les fonctions de l'hôte.
pub const HOST_MODULE: &str = "host";
const LOG: &str = "log";
const CLOCK: &str = "clock";

/// Où vont les lignes qu'un invité écrit au journal.
type LogSink = Arc<dyn Fn(&str) + Send + Sync>;

// ANCHOR: capacites
/// Les capacités (*capabilities*) accordées à un invité. Par défaut, aucune.
#[derive(Clone, Default)]
pub struct Capabilities {
    log: Option<LogSink>,
    clock: bool,
}

impl Capabilities {
    /// Aucune capacité : l'invité calcule, et c'est tout.
    pub fn none() -> Self {
        Self::default()
    }

    /// Accorde `host.log(ptr, len)` : chaque ligne est donnée à `sink`.
    #[must_use]
    pub fn log(mut self, sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.log = Some(Arc::new(sink));
        self
    }

    /// Accorde `host.clock() -> i64` : les millisecondes depuis 1970.
    #[must_use]
    pub fn clock(mut self) -> Self {
        self.clock = true;
        self
    }
}
// ANCHOR_END: capacites

impl fmt::Debug for Capabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Capabilities")
            .field("log", &self.log.is_some())
            .field("clock", &self.clock)
            .finish()
    }
}

impl Capabilities {
    /// Les fonctions que l'hôte connaît : leur type, et si elles sont accordées.
    fn known(&self) -> BTreeMap<&'static str, (FunctionType, bool)> {
        BTreeMap::from([
            (
                LOG,
                (
                    FunctionType::new([Type::I32, Type::I32], []),
                    self.log.is_some(),
                ),
            ),
            (CLOCK, (FunctionType::new([], [Type::I64]), self.clock)),
        ])
    }

    // ANCHOR: imports
    /// Tout ce qu'un module demande et que nous ne donnons pas. Vide : rien à redire.
    pub(crate) fn refusals(&self, imports: &[Import]) -> Vec<ImportProblem> {
        let known = self.known();
        let problem = |import: &Import| {
            let name = format!("{}.{}", import.module, import.name);
            let entry = known
                .get(import.name.as_str())
                .filter(|_| import.module == HOST_MODULE);
            match (entry, &import.function) {
                (None, _) => Some(ImportProblem::Unknown(name)),
                (Some((_, false)), _) => Some(ImportProblem::NotGranted(name)),
                (Some((wanted, true)), Some(found)) if wanted == found => None,
                (Some(_), _) => Some(ImportProblem::WrongType(name)),
            }
        };
        imports.iter().filter_map(problem).collect()
    }
    // ANCHOR_END: imports

    // ANCHOR: fonctions
    /// Fabrique les fonctions accordées, dans le magasin de l'instance à venir.
    pub(crate) fn imports(&self, store: &mut Store, env: &FunctionEnv<HostEnv>) -> Imports {
        let mut imports = Imports::new();
        if self.log.is_some() {
            let log = Function::new_typed_with_env(store, env, host_log);
            imports.define(HOST_MODULE, LOG, log);
        }
        if self.clock {
            imports.define(HOST_MODULE, CLOCK, Function::new_typed(store, host_clock));
        }
        imports
    }
    // ANCHOR_END: fonctions

    pub(crate) fn env(&self, limits: &Limits) -> HostEnv {
        HostEnv {
            memory: None,
            sink: self.log.clone(),
            log_limit: limits.log_bytes,
            log_left: limits.log_bytes,
        }
    }
}

// ANCHOR: environnement
/// Ce que les fonctions de l'hôte gardent pour une instance.
pub(crate) struct HostEnv {
    /// La mémoire de l'invité, connue une fois l'instance créée.
    pub(crate) memory: Option<Memory>,
    sink: Option<LogSink>,
    log_limit: u32,
    log_left: u32,
}

impl HostEnv {
    /// Au début de chaque appel, le journal retrouve tout son crédit.
    pub(crate) fn refill(&mut self) {
        self.log_left = self.log_limit;
    }
}

/// `host.log` : l'adresse et la longueur viennent de l'invité, donc on ne les croit pas.
fn host_log(mut env: FunctionEnvMut<HostEnv>, ptr: u32, len: u32) -> Result<(), RuntimeError> {
    let refuse = |error: GuestError| RuntimeError::user(Box::new(error));
    let (data, store) = env.data_and_store_mut();
    // Connue avant que l'invité n'ait la main : voir `Guest::new`.
    let memory = data.memory.as_ref();
    let memory = memory.ok_or_else(|| RuntimeError::new("l'invité n'a pas de mémoire"))?;
    data.log_left = data
        .log_left
        .checked_sub(len.max(1))
        .ok_or_else(|| refuse(GuestError::LogLimit(data.log_limit)))?;
    let line =
        read_text(&memory.view(&store), Span { ptr, len }, data.log_limit).map_err(refuse)?;
    if let Some(sink) = &data.sink {
        sink(&line);
    }
    Ok(())
}
// ANCHOR_END: environnement

/// `host.clock` : des millisecondes, ni plus fines ni locales.
fn host_clock() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_millis() as i64)
}
