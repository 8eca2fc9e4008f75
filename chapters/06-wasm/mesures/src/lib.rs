//! L'invité nu, sans l'hôte de `ch-wasm` : ce à quoi les mesures le comparent.

use std::sync::Arc;

use wasmer::sys::wasmparser::Operator;
use wasmer::sys::{CompilerConfig, Cranelift, Singlepass};
use wasmer::{Engine, Instance, Memory, Module, Store, TypedFunction, Value, imports};
use wasmer_middlewares::Metering;

/// Le compilateur d'un moteur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// Une passe, du code simple.
    Singlepass,
    /// Un compilateur optimisant.
    Cranelift,
}

/// Un moteur avec compteur de carburant, comme celui de l'hôte.
pub fn engine(backend: Backend) -> Engine {
    fn metered(mut config: impl CompilerConfig + Into<Engine>) -> Engine {
        let cost = |_: &Operator| 1;
        config.push_middleware(Arc::new(Metering::new(u64::MAX / 2, cost)));
        config.into()
    }
    match backend {
        Backend::Singlepass => metered(Singlepass::new()),
        Backend::Cranelift => metered(Cranelift::new()),
    }
}

/// Les fonctions d'un invité, appelées directement, avec les mêmes copies que l'hôte mais sans
/// aucune de ses vérifications.
#[derive(Debug)]
pub struct Bare {
    store: Store,
    memory: Memory,
    fuel: wasmer::Global,
    alloc: TypedFunction<u32, u32>,
    dealloc: TypedFunction<(u32, u32), ()>,
    execute: TypedFunction<(u32, u32), i64>,
    status: TypedFunction<(), i32>,
}

impl Bare {
    /// Compile et instancie un invité du livre, qui n'importe rien.
    ///
    /// # Panics
    ///
    /// Si l'invité ne respecte pas le contrat.
    pub fn new(backend: Backend, wasm: &[u8]) -> Self {
        let engine = engine(backend);
        let module = Module::from_binary(&engine, wasm).expect("un module valable");
        let mut store = Store::new(engine);
        let instance = Instance::new(&mut store, &module, &imports! {}).expect("une instance");
        let exports = &instance.exports;
        Self {
            memory: exports.get_memory("memory").expect("memory").clone(),
            fuel: exports
                .get_global("wasmer_metering_remaining_points")
                .expect("le compteur")
                .clone(),
            alloc: exports.get_typed_function(&store, "alloc").expect("alloc"),
            dealloc: exports
                .get_typed_function(&store, "dealloc")
                .expect("dealloc"),
            execute: exports
                .get_typed_function(&store, "execute")
                .expect("execute"),
            status: exports
                .get_typed_function(&store, "status")
                .expect("status"),
            store,
        }
    }

    /// Les mêmes appels et les mêmes copies que `WasmPlugin::execute`, pour un texte non vide.
    ///
    /// # Panics
    ///
    /// Si l'invité commet une faute.
    pub fn execute(&mut self, text: &str) -> String {
        let store = &mut self.store;
        let len = text.len() as u32;
        self.fuel
            .set(store, Value::I64(50_000_000_000))
            .expect("du carburant");
        let ptr = self.alloc.call(store, len).expect("alloc");
        let view = self.memory.view(store);
        view.write(u64::from(ptr), text.as_bytes()).expect("écrire");
        let packed = self.execute.call(store, ptr, len).expect("execute") as u64;
        assert_eq!(self.status.call(store).expect("status"), 0);
        let (out, out_len) = ((packed >> 32) as u32, packed as u32);
        let range = u64::from(out)..u64::from(out) + u64::from(out_len);
        let bytes = self.memory.view(store).copy_range_to_vec(range);
        let answer = String::from_utf8(bytes.expect("lire")).expect("de l'UTF-8");
        self.dealloc.call(store, out, out_len).expect("dealloc");
        self.dealloc.call(store, ptr, len).expect("dealloc");
        answer
    }
}
