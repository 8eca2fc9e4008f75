//! Ce que coûte un appel à travers l'hôte, comparé au pointeur de fonction nu.
//!
//! À lancer par `cargo bench -p ch-ffi-mesures` ; les tableaux de la fin sont ceux de `execute.md`.
//!
//! - `utf8` : la seule vérification du texte, que l'aller-retour fait deux fois ;
//! - `direct` : le module compilé avec le programme, sans frontière ;
//! - `nu` : le pointeur de fonction ;
//! - `hote` : le même appel par `FfiPlugin::execute`.
//!
//! `nu` et `hote` font les mêmes copies : le greffon alloue sa réponse, l'appelant la vérifie
//! et la recopie, le greffon la reprend. L'hôte ajoute son verrou et la lecture du statut.
//!
//! Criterion mesure chaque manière à part. Les tableaux, eux, les font passer à tour de rôle,
//! en alternant : ce que la machine fait d'autre les gêne toutes également.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::ptr;
use std::time::{Duration, Instant};

use ch_contrat::{Majuscules, Plugin};
use ch_ffi::abi::{
    ENTRY_SYMBOL, PluginApi, PluginBuffer, PluginEntry, PluginInstance, PluginStatus, PluginStr,
};
use ch_ffi::{library_path, load_plugin};
use criterion::{BenchmarkId, Criterion, Throughput};
use libloading::{Library, Symbol};
use recopie::Echo;

const SIZES: [usize; 5] = [0, 64, 1 << 10, 1 << 16, 1 << 20];
const ROUNDS: usize = 401;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default()
        .without_plots()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let modules: [(&str, &dyn Plugin); 2] =
        [("recopie", &Echo), ("greffon-majuscules", &Majuscules)];
    for (package, module) in modules {
        let path = library_path(package)?;
        // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
        let host = unsafe { load_plugin(&path) }?;
        let bare = Bare::open(&path)?;
        let ways = |text: &str, way: usize| match way {
            0 => drop(black_box(std::str::from_utf8(black_box(text.as_bytes())))),
            1 => drop(black_box(module.execute(black_box(text)))),
            2 => drop(black_box(bare.execute(black_box(text)))),
            _ => drop(black_box(host.execute(black_box(text)))),
        };
        measure(&mut criterion, package, ways);
        print_table(package, ways);
    }
    criterion.final_summary();
    Ok(())
}

/// Fait mesurer les quatre manières par criterion.
fn measure(criterion: &mut Criterion, package: &str, ways: impl Fn(&str, usize)) {
    let mut group = criterion.benchmark_group(package);
    for size in SIZES {
        let text = sample(size);
        group.throughput(Throughput::Bytes(size as u64));
        for (way, name) in ["utf8", "direct", "nu", "hote"].into_iter().enumerate() {
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| ways(&text, way));
            });
        }
    }
    group.finish();
}

/// Un texte français de `size` octets, accents compris.
fn sample(size: usize) -> String {
    let mut text = "Où est passé l'œuf de l'été dernier ? ".repeat(size / 40 + 1);
    while !text.is_char_boundary(size) {
        text.insert(0, '-');
    }
    text.truncate(size);
    text
}

// ANCHOR: nu
/// Le greffon appelé sans hôte : une table, une instance, et les mêmes copies.
struct Bare {
    api: PluginApi,
    instance: *mut PluginInstance,
    _library: Library,
}

impl Bare {
    fn execute(&self, text: &str) -> Option<String> {
        let (execute, free_buffer) = (self.api.execute?, self.api.free_buffer?);
        let mut buffer = PluginBuffer::EMPTY;
        // SÛRETÉ : le greffon suit le contrat ; un seul fil l'appelle ; le tampon est rendu.
        unsafe {
            let status = execute(self.instance, PluginStr::new(text), &mut buffer);
            let (ptr, len) = (buffer.ptr.cast_const(), buffer.len);
            let answer = PluginStr { ptr, len }.as_str().map(str::to_owned);
            if !buffer.ptr.is_null() {
                free_buffer(buffer);
            }
            answer.filter(|_| status == PluginStatus::OK)
        }
    }
    // ANCHOR_END: nu

    fn open(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut instance = ptr::null_mut();
        // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt, et suit le contrat.
        unsafe {
            let library = Library::new(path)?;
            let entry: Symbol<PluginEntry> = library.get(ENTRY_SYMBOL)?;
            let api = *entry();
            api.create.ok_or("create manque")?(&mut instance);
            Ok(Self {
                api,
                instance,
                _library: library,
            })
        }
    }
}

/// Écrit le tableau d'un greffon : le meilleur temps de chaque manière, et la médiane de ce
/// que l'hôte ajoute au pointeur nu.
fn print_table(package: &str, ways: impl Fn(&str, usize)) {
    println!("\n| `{package}` | vérifier l'UTF-8 | direct | pointeur nu | hôte | surcoût |");
    println!("|---:|---:|---:|---:|---:|---:|");
    for size in SIZES {
        let text = sample(size);
        let (best, overhead) = alternate(|way| ways(&text, way));
        let [utf8, direct, bare, host] = best.map(time);
        let size = bytes(size);
        // L'addition efface le signe d'un zéro négatif.
        let overhead = (overhead * 10.0).round() / 10.0 + 0.0;
        let overhead = format!("{overhead:+.1} %").replace('.', ",");
        println!("| {size} | {utf8} | {direct} | {bare} | {host} | {overhead} |");
    }
}

/// Fait passer les quatre manières à tour de rôle. Rend le meilleur temps d'un appel, en
/// nanosecondes, et le surcoût médian de l'hôte, en pour cent.
fn alternate(call: impl Fn(usize)) -> ([f64; 4], f64) {
    let calls = [0, 1, 2, 3].map(|way| {
        duration(10, || call(way));
        (100_000.0 / duration(100, || call(way))).ceil() as u32
    });
    let mut best = [f64::INFINITY; 4];
    let mut ratios: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            let mut times = [0.0; 4];
            // L'ordre compte pour le cache : on change de premier, et de sens.
            for turn in 0..4 {
                let way = (round + if round % 8 < 4 { turn } else { 4 - turn }) % 4;
                times[way] = duration(calls[way], || call(way));
                best[way] = best[way].min(times[way]);
            }
            times[3] / times[2]
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    (best, (ratios[ROUNDS / 2] - 1.0) * 100.0)
}

/// Le temps moyen d'un appel, en nanosecondes.
fn duration(calls: u32, call: impl Fn()) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
}

fn bytes(size: usize) -> String {
    match size {
        0..1024 => format!("{size} o"),
        1024..1_048_576 => format!("{} Kio", size >> 10),
        _ => format!("{} Mio", size >> 20),
    }
}

fn time(nanoseconds: f64) -> String {
    let text = match nanoseconds {
        ..1e3 => format!("{nanoseconds:.0} ns"),
        ..1e6 => format!("{:.2} µs", nanoseconds / 1e3),
        _ => format!("{:.2} ms", nanoseconds / 1e6),
    };
    text.replace('.', ",")
}
