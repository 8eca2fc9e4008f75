//! Une instance vivante d'un invité, et les textes qui traversent la frontière.

use wasmer::sys::vm::TrapCode;
use wasmer::{
    Exports, FunctionEnv, Global, Instance, Memory, RuntimeError, Store, TypedFunction, Value,
    WasmTypeList,
};

use crate::abi::{ABI_VERSION, STATUS_ERROR, STATUS_OK, Span};
use crate::capabilities::HostEnv;
use crate::engine::{Compiled, DEFERRED_START};
use crate::memory::{check_bounds, out_of_bounds, read_text};
use crate::{Capabilities, GuestError, Limits, LoadErrorKind};

// ANCHOR: instance
/// Une instance, son magasin (*store*) et ses fonctions, cherchées une fois pour toutes.
pub(crate) struct Guest {
    store: Store,
    memory: Memory,
    fuel: Fuel,
    env: FunctionEnv<HostEnv>,
    limits: Limits,
    alloc: TypedFunction<u32, u32>,
    dealloc: TypedFunction<(u32, u32), ()>,
    execute: TypedFunction<(u32, u32), i64>,
    status: TypedFunction<(), i32>,
    init: Option<TypedFunction<(), i64>>,
}

// Le contrat demande qu'un module passe d'un fil à un autre : un champ qui s'y opposerait
// arrêterait la compilation ici.
const _: () = {
    const fn assert_send<T: Send>() {}
    assert_send::<Guest>();
};
// ANCHOR_END: instance

/// Ce qu'un invité dit de lui.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) name: String,
    pub(crate) version: String,
}

impl Guest {
    // ANCHOR: naissance
    /// Instancie le module, vérifie sa version et ses exports, et lui demande qui il est.
    pub(crate) fn new(
        compiled: &Compiled,
        capabilities: &Capabilities,
        limits: Limits,
    ) -> Result<(Self, Identity), LoadErrorKind> {
        // Un magasin par instance : rien de ce qu'il contient n'est libéré avant lui.
        let mut store = Store::new(compiled.engine.clone());
        let env = FunctionEnv::new(&mut store, capabilities.env(&limits));
        let imports = capabilities.imports(&mut store, &env);
        let instance = Instance::new(&mut store, &compiled.module, &imports)
            .map_err(|error| LoadErrorKind::Instantiate(error.to_string()))?;
        let exports = &instance.exports;
        let memory = exports.get_memory("memory").cloned();
        let memory = memory.map_err(|_| absent_or_wrong(exports, "memory"))?;
        env.as_mut(&mut store).memory = Some(memory.clone());
        let fuel = Fuel::of(exports)?;
        start(exports, &mut store, &fuel, limits.fuel)?;
        check_abi(exports, &mut store, &fuel)?;
        let mut guest = Self {
            alloc: function(exports, &store, "alloc")?,
            dealloc: function(exports, &store, "dealloc")?,
            execute: function(exports, &store, "execute")?,
            status: function(exports, &store, "status")?,
            init: optional(exports, &store, "init")?,
            store,
            memory,
            fuel,
            env,
            limits,
        };
        let identity = Identity {
            name: guest.constant_text(exports, "name")?,
            version: guest.constant_text(exports, "version")?,
        };
        Ok((guest, identity))
    }
    // ANCHOR_END: naissance

    /// Prépare l'invité, s'il exporte `init`.
    pub(crate) fn init(&mut self) -> Result<(), GuestError> {
        let Some(init) = self.init.clone() else {
            return Ok(());
        };
        self.refill();
        let packed = init.call(&mut self.store).map_err(|e| self.fault(&e))?;
        self.answer(Span::unpack(packed)).map(drop)
    }

    // ANCHOR: execute
    /// Fait traiter `text` : copier à l'aller, appeler, copier au retour, rendre les tampons.
    pub(crate) fn execute(&mut self, text: &str) -> Result<String, GuestError> {
        self.refill();
        let input = self.lend(text)?;
        let packed = self
            .execute
            .call(&mut self.store, input.ptr, input.len)
            .map_err(|e| self.fault(&e))?;
        let answer = self.answer(Span::unpack(packed));
        // Un refus est une réponse : l'invité servira encore, et reprend son tampon.
        if !answer.as_ref().is_err_and(GuestError::is_fatal) {
            self.give_back(input)?;
        }
        answer
    }

    /// Demande de la place à l'invité et y copie `text`.
    fn lend(&mut self, text: &str) -> Result<Span, GuestError> {
        let limit = self.limits.text_bytes;
        let len = u32::try_from(text.len())
            .ok()
            .filter(|&len| len <= limit)
            .ok_or(GuestError::TooLong {
                len: text.len() as u64,
                limit,
            })?;
        if len == 0 {
            return Ok(Span::EMPTY);
        }
        let ptr = self
            .alloc
            .call(&mut self.store, len)
            .map_err(|e| self.fault(&e))?;
        if ptr == 0 {
            return Err(GuestError::Alloc(len));
        }
        // La vue (*view*) se prend après l'appel : `alloc` a pu agrandir la mémoire.
        let view = self.memory.view(&self.store);
        let span = Span { ptr, len };
        check_bounds(span, view.data_size())?;
        view.write(u64::from(ptr), text.as_bytes())
            .map_err(|_| out_of_bounds(span, view.data_size()))?;
        Ok(span)
    }

    /// Lit ce que l'invité a rendu, le lui restitue, et regarde ce que cela vaut.
    fn answer(&mut self, span: Span) -> Result<String, GuestError> {
        let status = self
            .status
            .call(&mut self.store)
            .map_err(|e| self.fault(&e))?;
        let view = self.memory.view(&self.store);
        let text = read_text(&view, span, self.limits.text_bytes)?;
        self.give_back(span)?;
        match status {
            STATUS_OK => Ok(text),
            STATUS_ERROR => Err(GuestError::Refused(text)),
            other => Err(GuestError::UnknownStatus(other)),
        }
    }
    // ANCHOR_END: execute

    fn give_back(&mut self, span: Span) -> Result<(), GuestError> {
        if span.len == 0 {
            return Ok(());
        }
        self.dealloc
            .call(&mut self.store, span.ptr, span.len)
            .map_err(|e| self.fault(&e))
    }

    /// Un texte de présentation. Il appartient à l'invité : on le copie sans le rendre.
    fn constant_text(
        &mut self,
        exports: &Exports,
        name: &'static str,
    ) -> Result<String, LoadErrorKind> {
        let get: TypedFunction<(), i64> = function(exports, &self.store, name)?;
        let describe = |error| LoadErrorKind::Describe(name, error);
        self.refill();
        let packed = get.call(&mut self.store);
        let span = Span::unpack(packed.map_err(|e| describe(self.fault(&e)))?);
        let view = self.memory.view(&self.store);
        let text = read_text(&view, span, IDENTITY_BYTES).map_err(describe)?;
        if text.trim().is_empty() {
            return Err(LoadErrorKind::EmptyText(name));
        }
        Ok(text)
    }

    /// Chaque appel de l'hôte commence avec tout son carburant et tout son crédit de journal.
    fn refill(&mut self) {
        self.fuel.refill(&mut self.store, self.limits.fuel);
        self.env.as_mut(&mut self.store).refill();
    }

    fn fault(&mut self, error: &RuntimeError) -> GuestError {
        let out_of_fuel = self.fuel.is_exhausted(&mut self.store);
        fault(error, out_of_fuel)
    }
}

/// Un nom ou une version plus longs que cela n'en sont pas.
const IDENTITY_BYTES: u32 = 256;

/// Les deux globales que le compteur de carburant ajoute au module. Les garder évite de les
/// chercher par leur nom à chaque appel.
struct Fuel {
    left: Global,
    exhausted: Global,
}

impl Fuel {
    fn of(exports: &Exports) -> Result<Self, LoadErrorKind> {
        let global = |name: &'static str| {
            let found = exports.get_global(name).cloned();
            found.map_err(|_| LoadErrorKind::WrongType(name))
        };
        Ok(Self {
            left: global("wasmer_metering_remaining_points")?,
            exhausted: global("wasmer_metering_points_exhausted")?,
        })
    }

    /// La marque « épuisé » ne se remet pas à zéro : un invité épuisé ne resservira pas.
    fn refill(&self, store: &mut Store, points: u64) {
        let done = self.left.set(store, Value::I64(points as i64));
        debug_assert!(done.is_ok(), "la globale du compteur est modifiable");
    }

    fn is_exhausted(&self, store: &mut Store) -> bool {
        self.exhausted.get(store) != Value::I32(0)
    }
}

// ANCHOR: fautes
/// Nomme une faute. Pour wasmer, un invité sans carburant exécute `unreachable` : seule la
/// globale du compteur dit qu'il ne s'agit pas d'un vrai `unreachable`.
fn fault(error: &RuntimeError, out_of_fuel: bool) -> GuestError {
    if let Some(ours) = error.downcast_ref::<GuestError>() {
        return ours.clone();
    }
    if out_of_fuel {
        return GuestError::OutOfFuel;
    }
    match error.clone().to_trap() {
        Some(TrapCode::StackOverflow) => GuestError::StackOverflow,
        _ => GuestError::Trap(error.message()),
    }
}
// ANCHOR_END: fautes

/// Appelle la fonction de départ que `DeferStart` a mise de côté.
fn start(
    exports: &Exports,
    store: &mut Store,
    fuel: &Fuel,
    points: u64,
) -> Result<(), LoadErrorKind> {
    fuel.refill(store, points);
    let Some(start) = optional::<(), ()>(exports, store, DEFERRED_START)? else {
        return Ok(());
    };
    start.call(store).map_err(|error| {
        let out_of_fuel = fuel.is_exhausted(store);
        LoadErrorKind::Start(fault(&error, out_of_fuel))
    })
}

fn check_abi(exports: &Exports, store: &mut Store, fuel: &Fuel) -> Result<(), LoadErrorKind> {
    let version: TypedFunction<(), i32> = function(exports, store, "abi_version")?;
    let found = version.call(store);
    let found = found.map_err(|error| {
        let out_of_fuel = fuel.is_exhausted(store);
        LoadErrorKind::Describe("abi_version", fault(&error, out_of_fuel))
    })?;
    if found != ABI_VERSION {
        return Err(LoadErrorKind::AbiVersion {
            expected: ABI_VERSION,
            found,
        });
    }
    Ok(())
}

/// La fonction exportée `name`, si elle existe et si elle a le type attendu.
fn function<Args: WasmTypeList, Rets: WasmTypeList>(
    exports: &Exports,
    store: &Store,
    name: &'static str,
) -> Result<TypedFunction<Args, Rets>, LoadErrorKind> {
    let found = exports.get_typed_function(store, name);
    found.map_err(|_| absent_or_wrong(exports, name))
}

fn optional<Args: WasmTypeList, Rets: WasmTypeList>(
    exports: &Exports,
    store: &Store,
    name: &'static str,
) -> Result<Option<TypedFunction<Args, Rets>>, LoadErrorKind> {
    match exports.contains(name) {
        true => function(exports, store, name).map(Some),
        false => Ok(None),
    }
}

fn absent_or_wrong(exports: &Exports, name: &'static str) -> LoadErrorKind {
    match exports.contains(name) {
        true => LoadErrorKind::WrongType(name),
        false => LoadErrorKind::MissingExport(name),
    }
}
