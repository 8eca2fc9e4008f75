//! Ce que coûte de prendre la configuration du moment, selon ce qui la garde.
//!
//! À lancer par `cargo bench -p ch-configuration-mesures`. La dernière mesure donne l'échelle : le
//! travail fait avec la configuration une fois prise.

use std::hint::black_box;
use std::sync::{Arc, Mutex, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use ch_configuration::{Config, Environment, Live, Source, Workshop, book_registry};
use criterion::{Criterion, criterion_group, criterion_main};

const THREADS: u64 = 8;

fn workshop() -> Workshop {
    let source = Source::new("hote.toml", include_str!("../../examples/hote.toml"));
    let config = Config::parse(source, &Environment::empty()).expect("l'exemple est correct");
    let registry = book_registry().expect("les quatre types sont différents");
    registry.build(config).expect("l'exemple est correct")
}

/// Répète `work` sur huit fils d'exécution à la fois. La durée rendue est celle d'autant
/// d'opérations qu'un seul fil en aurait fait : elle se compare à celle d'un fil seul.
fn contended(count: u64, work: impl Fn() + Sync) -> Duration {
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| (0..count).for_each(|_| work()));
        }
    });
    start.elapsed() / THREADS as u32
}

fn reading(criterion: &mut Criterion) {
    let live = Live::new(workshop());
    let mutex = Mutex::new(live.current());
    let rwlock = RwLock::new(live.current());
    let swap = ArcSwap::new(live.current());
    let lock_mutex = || drop(black_box(Arc::clone(&mutex.lock().unwrap())));
    let lock_rwlock = || drop(black_box(Arc::clone(&rwlock.read().unwrap())));
    let load = || drop(black_box(swap.load()));
    let load_full = || drop(black_box(swap.load_full()));

    let mut alone = criterion.benchmark_group("un fil");
    alone.bench_function("Mutex<Arc>", |bench| bench.iter(lock_mutex));
    alone.bench_function("RwLock<Arc>", |bench| bench.iter(lock_rwlock));
    alone.bench_function("ArcSwap::load", |bench| bench.iter(load));
    alone.bench_function("ArcSwap::load_full", |bench| bench.iter(load_full));
    alone.bench_function("le travail", |bench| {
        bench.iter(|| black_box(live.current().run("savez-vous ce que l'hôte a lu ?")));
    });
    alone.finish();

    let mut crowd = criterion.benchmark_group("huit fils");
    crowd.bench_function("Mutex<Arc>", |b| {
        b.iter_custom(|n| contended(n, lock_mutex));
    });
    crowd.bench_function("RwLock<Arc>", |b| {
        b.iter_custom(|n| contended(n, lock_rwlock));
    });
    crowd.bench_function("ArcSwap::load", |b| b.iter_custom(|n| contended(n, load)));
    crowd.bench_function("ArcSwap::load_full", |b| {
        b.iter_custom(|n| contended(n, load_full));
    });
    crowd.bench_function("le travail", |b| {
        b.iter_custom(|n| {
            contended(n, || {
                let _ = black_box(live.current().run("savez-vous ce que l'hôte a lu ?"));
            })
        });
    });
    crowd.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
