//! Les chiffres centraux de la comparaison : un appel et le débit par chaque porte, et la chaîne
//! de l'hôte face aux fonctions nues.
//!
//! À lancer par `cargo bench -p ch-choisir-mesures`. La comparaison complète, avec ses tableaux,
//! est le programme de ce paquet, dont ce banc reprend la manière d'ouvrir les portes.

#[path = "../src/site.rs"]
#[allow(
    dead_code,
    reason = "le banc n'ouvre pas toutes les portes de toutes les manières"
)]
mod site;

use std::hint::black_box;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use ch_choisir::doors::NAMES;
use ch_choisir::{Chunks, Cut, Doors, MAX_CHUNK, Pipeline};
use ch_configuration::{Live, Workshop};
use ch_contrat::{Majuscules, Plugin, Typographie};
use criterion::{BenchmarkId, Criterion, Throughput};

const SIZES: [usize; 3] = [64, 1 << 10, 64 << 10];

fn main() -> site::Result<()> {
    // D'abord la sonde de la porte `ffi`.
    let doors = Doors::install()?;
    let folder = tempfile::tempdir()?;
    let mut criterion = Criterion::default()
        .without_plots()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    for module in site::MODULES {
        let open = |door: &&str| -> site::Result<(&str, Workshop)> {
            let config = site::config(folder.path(), door, module, 1)?;
            Ok((
                NAMES.into_iter().find(|name| name == door).unwrap_or("?"),
                site::open(&doors, &config)?,
            ))
        };
        let workshops: Vec<_> = NAMES.iter().map(open).collect::<site::Result<_>>()?;
        calls(&mut criterion, module, &workshops);
    }
    chain(&mut criterion, &doors, folder.path())?;
    criterion.final_summary();
    Ok(())
}

/// Un appel par chaque porte, pour chaque taille de texte.
fn calls(criterion: &mut Criterion, module: &str, workshops: &[(&str, Workshop)]) {
    let mut group = criterion.benchmark_group(module);
    for size in SIZES {
        let text = site::sample(size);
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_function(BenchmarkId::new("direct", size), |bencher| match module {
            "majuscules" => bencher.iter(|| Majuscules.execute(black_box(&text))),
            _ => bencher.iter(|| Typographie.execute(black_box(&text))),
        });
        for (door, workshop) in workshops {
            let plugin = workshop.plugins().next().expect("un module");
            group.bench_function(BenchmarkId::new(*door, size), |bencher| {
                bencher.iter(|| {
                    plugin
                        .execute(black_box(&text))
                        .expect("le texte est traité")
                });
            });
        }
    }
    group.finish();
}

/// La chaîne de l'hôte et les mêmes fonctions nues, sur quelques mébioctets.
fn chain(criterion: &mut Criterion, doors: &Doors, folder: &std::path::Path) -> site::Result<()> {
    let text = site::sample(4 << 20);
    let config = site::write(
        folder,
        "chaine",
        "[[module]]\ntype = 'integre'\nnom = 'premier'\noptions = { module = 'typographie' }\n\
         [[module]]\ntype = 'integre'\nnom = 'second'\noptions = { module = 'majuscules' }\n",
    )?;
    let pipeline = Pipeline::new(Arc::new(Live::new(site::open(doors, &config)?)), Cut::Block);
    let mut source = Chunks::new(text.as_bytes(), Cut::Block);
    let mut chunks = Vec::new();
    while let Some(chunk) = source.next_chunk(MAX_CHUNK)? {
        chunks.push(chunk);
    }
    let mut group = criterion.benchmark_group("chaine");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("hote", |bencher| {
        bencher.iter(|| {
            pipeline
                .run(text.as_bytes(), &mut io::sink(), |_| ())
                .expect("du texte")
        });
    });
    group.bench_function("nu", |bencher| {
        bencher.iter(|| {
            for chunk in &chunks {
                let text = Typographie.execute(black_box(chunk)).expect("du texte");
                let text = Majuscules.execute(&text).expect("du texte");
                io::sink()
                    .write_all(black_box(text.as_bytes()))
                    .expect("rien n'est écrit");
            }
        });
    });
    group.finish();
    Ok(())
}
