//! Ce que coûtent les appels, la compilation et le cache.
//!
//! `cargo bench --manifest-path chapters/06-wasm/mesures/Cargo.toml`

use std::fs;
use std::hint::black_box;

use ch_contrat::Plugin;
use ch_wasm::{Limits, Loader, ModuleCache, guest_path};
use ch_wasm_mesures::{Backend, Bare, engine};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use wasmer::Module;

const BACKENDS: [(&str, Backend); 2] = [
    ("singlepass", Backend::Singlepass),
    ("cranelift", Backend::Cranelift),
];

fn wasm(name: &str) -> Vec<u8> {
    fs::read(guest_path(name)).expect("un invité précompilé")
}

fn text(bytes: usize) -> String {
    "L'hôte dit : bonjour ! ".repeat(bytes / 24 + 1)
}

fn loader() -> Loader {
    Loader::new().limits(Limits {
        fuel: 50_000_000_000,
        ..Limits::default()
    })
}

/// L'hôte et ses vérifications, contre les mêmes appels sans lui.
fn calls(c: &mut Criterion) {
    let mut group = c.benchmark_group("appel");
    for bytes in [24, 1 << 10, 64 << 10] {
        let text = text(bytes);
        let host = loader().load(&guest_path("compteur")).expect("compteur");
        let mut bare = Bare::new(Backend::Singlepass, &wasm("compteur"));
        group.bench_function(BenchmarkId::new("hote", bytes), |b| {
            b.iter(|| host.execute(black_box(&text)).expect("une réponse"));
        });
        group.bench_function(BenchmarkId::new("nu", bytes), |b| {
            b.iter(|| bare.execute(black_box(&text)));
        });
    }
    group.finish();
}

/// Le même invité, compilé par l'un et par l'autre.
fn backends(c: &mut Criterion) {
    let mut group = c.benchmark_group("typographie 64 Kio");
    let text = text(64 << 10);
    for (name, backend) in BACKENDS {
        let mut bare = Bare::new(backend, &wasm("typographie"));
        group.bench_function(name, |b| b.iter(|| bare.execute(black_box(&text))));
    }
    group.bench_function("natif", |b| {
        b.iter(|| ch_contrat::Typographie.execute(black_box(&text)));
    });
    group.finish();
}

/// Compiler, ou relire ce qui l'a déjà été.
fn loading(c: &mut Criterion) {
    let mut group = c.benchmark_group("charger typographie");
    let wasm = wasm("typographie");
    for (name, backend) in BACKENDS {
        group.bench_function(BenchmarkId::new("compiler", name), |b| {
            b.iter(|| Module::from_binary(&engine(backend), black_box(&wasm)).expect("valable"));
        });
    }
    group.bench_function("hote sans cache", |b| {
        b.iter(|| loader().load_bytes("typographie", &wasm).expect("chargé"));
    });
    let folder = tempfile::tempdir().expect("un dossier");
    // SÛRETÉ : le dossier vient d'être créé, pour nous seuls.
    let cache = unsafe { ModuleCache::open(&folder.path().join("cache")) }.expect("un cache");
    let cached = loader().cache(cache);
    cached.load_bytes("typographie", &wasm).expect("rempli");
    group.bench_function("hote avec cache", |b| {
        b.iter(|| cached.load_bytes("typographie", &wasm).expect("chargé"));
    });
    group.finish();
}

criterion_group!(benches, calls, backends, loading);
criterion_main!(benches);
