//! Ce que coûte un appel à travers l'hôte, comparé au pointeur de fonction nu.
//!
//! À lancer par `cargo bench -p recopie` ; le tableau final est celui de `mesures.md`.
//!
//! Les deux manières font les mêmes copies : le greffon alloue sa réponse, l'appelant la
//! vérifie et la recopie, le greffon la reprend. L'hôte ajoute son verrou et la lecture du
//! statut. `direct` est le module compilé avec le programme, sans frontière ; `utf8` est la
//! seule vérification d'un texte, que l'aller-retour fait deux fois.
//!
//! Le surcoût est mesuré à part, en alternant les deux manières : ce que la machine fait
//! d'autre les gêne également.

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
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
const WAYS: [&str; 4] = ["utf8", "direct", "nu", "hote"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = results_folder()?;
    let mut criterion = Criterion::default()
        .output_directory(&folder)
        .without_plots()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    let modules: [(&str, &dyn Plugin); 2] =
        [("recopie", &Echo), ("greffon-majuscules", &Majuscules)];
    for (package, module) in modules {
        measure(&mut criterion, package, module)?;
        print_table(&folder, package)?;
    }
    criterion.final_summary();
    Ok(())
}

/// Mesure les trois manières d'appeler le module du paquet `package`.
fn measure(
    criterion: &mut Criterion,
    package: &str,
    module: &dyn Plugin,
) -> Result<(), Box<dyn Error>> {
    let path = library_path(package)?;
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let plugin = unsafe { load_plugin(&path) }?;
    let bare = Bare::open(&path)?;
    let mut group = criterion.benchmark_group(package);
    for size in SIZES {
        let text = sample(size);
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_with_input(BenchmarkId::new("utf8", size), &text, |bencher, text| {
            bencher.iter(|| std::str::from_utf8(black_box(text.as_bytes())).is_ok());
        });
        group.bench_with_input(BenchmarkId::new("direct", size), &text, |bencher, text| {
            bencher.iter(|| black_box(module).execute(black_box(text)));
        });
        group.bench_with_input(BenchmarkId::new("nu", size), &text, |bencher, text| {
            bencher.iter(|| bare.execute(black_box(text)));
        });
        group.bench_with_input(BenchmarkId::new("hote", size), &text, |bencher, text| {
            bencher.iter(|| plugin.execute(black_box(text)));
        });
    }
    group.finish();
    Ok(())
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

/// Ce que l'hôte ajoute au pointeur nu, en pour cent : la médiane de 401 tours, où chaque
/// manière passe l'une après l'autre.
fn overhead(package: &str, text: &str) -> Result<f64, Box<dyn Error>> {
    let path = library_path(package)?;
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let plugin = unsafe { load_plugin(&path) }?;
    let bare = Bare::open(&path)?;
    let by_host = |calls| duration(calls, || plugin.execute(black_box(text)));
    let by_pointer = |calls| duration(calls, || bare.execute(black_box(text)));

    by_host(100);
    let calls = (200e-6 / (by_host(100) / 100.0)).ceil() as u32;
    let mut ratios: Vec<f64> = (0..401)
        .map(|round| {
            // Le premier d'un tour est parfois désavantagé : chacun son tour.
            if round % 2 == 0 {
                by_host(calls) / by_pointer(calls)
            } else {
                let pointer = by_pointer(calls);
                by_host(calls) / pointer
            }
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    Ok((ratios[200] - 1.0) * 100.0)
}

/// Le temps de `calls` appels, en secondes.
fn duration<T>(calls: u32, call: impl Fn() -> T) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(call());
    }
    start.elapsed().as_secs_f64()
}

/// `target/criterion`, d'après la place de ce programme.
fn results_folder() -> Result<PathBuf, Box<dyn Error>> {
    let program = env::current_exe()?;
    let target = program.ancestors().nth(3).ok_or("où suis-je rangé ?")?;
    Ok(target.join("criterion"))
}

/// Écrit le tableau d'un greffon : une ligne par taille, la médiane de chaque manière.
fn print_table(folder: &Path, plugin: &str) -> Result<(), Box<dyn Error>> {
    println!("\n| `{plugin}` | UTF-8 | direct | pointeur nu | hôte | surcoût |");
    println!("|---:|---:|---:|---:|---:|---:|");
    for size in SIZES {
        let medians = WAYS.map(|way| median(&folder.join(plugin).join(way).join(size.to_string())));
        if let [Some(utf8), Some(direct), Some(bare), Some(host)] = medians {
            let overhead = overhead(plugin, &sample(size))?;
            println!(
                "| {} | {} | {} | {} | {} | {overhead:+.1} % |",
                bytes(size),
                time(utf8),
                time(direct),
                time(bare),
                time(host)
            );
        }
    }
    Ok(())
}

/// La médiane que criterion a écrite, en nanosecondes.
fn median(folder: &Path) -> Option<f64> {
    let text = fs::read_to_string(folder.join("new").join("estimates.json")).ok()?;
    let (_, median) = text.split_once("\"median\":")?;
    let (_, estimate) = median.split_once("\"point_estimate\":")?;
    estimate.split([',', '}']).next()?.trim().parse().ok()
}

fn bytes(size: usize) -> String {
    match size {
        0..1024 => format!("{size} o"),
        1024..1_048_576 => format!("{} Kio", size >> 10),
        _ => format!("{} Mio", size >> 20),
    }
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.0} ns"),
        ..1e6 => format!("{:.2} µs", nanoseconds / 1e3),
        _ => format!("{:.2} ms", nanoseconds / 1e6),
    }
}
