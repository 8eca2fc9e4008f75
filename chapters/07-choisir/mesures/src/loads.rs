//! Le chargement d'un module, à froid et à chaud, et la mémoire qu'il prend.

use std::path::Path;
use std::time::Instant;

use ch_choisir::Doors;
use ch_choisir::doors::NAMES;
use ch_contrat::Plugin as _;
use memory_stats::memory_stats;

use crate::child;
use crate::progress::Progress;
use crate::record::{Load, Memory, Settings};
use crate::site::{self, MODULES, Result, WITH_CACHE, WITHOUT_PROBE};
use crate::stats::spread;

/// Des chargements à froid, des premiers appels, des chargements à chaud.
type Samples = (Vec<f64>, Vec<f64>, Vec<f64>);

/// Mesure les chargements, dans des processus neufs, les portes à tour de rôle.
pub(crate) fn measure(
    folder: &Path,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Load>> {
    let ways: Vec<&str> = NAMES
        .into_iter()
        .chain([WITHOUT_PROBE, WITH_CACHE])
        .collect();
    let mut loads = Vec::new();
    for module in MODULES {
        progress.say(&format!("charger {module}, dans des processus neufs"));
        // Le cache se remplit la première fois.
        run(folder, WITH_CACHE, module, 0)?;
        let mut samples = vec![(Vec::new(), Vec::new(), Vec::new()); ways.len()];
        for _ in 0..settings.processus_par_porte {
            for (way, (cold, first, warm)) in ways.iter().zip(&mut samples) {
                let times = run(folder, way, module, settings.chargements_a_chaud)?;
                cold.push(times[0]);
                first.push(times[1]);
                warm.extend_from_slice(&times[2..]);
            }
        }
        let row = |(way, (cold, first, warm)): (&&str, Samples)| Load {
            module: module.to_owned(),
            porte: (*way).to_owned(),
            froid_nanosecondes: spread(cold),
            chaud_nanosecondes: spread(warm),
            premier_appel_nanosecondes: spread(first),
        };
        loads.extend(ways.iter().zip(samples).map(row));
        progress.advance();
    }
    Ok(loads)
}

fn run(folder: &Path, way: &str, module: &str, again: usize) -> Result<Vec<f64>> {
    child::numbers("charger", way, module, folder, again as u64)
}

// ANCHOR: charger
/// Le travail du fils : charger, appeler une fois, charger encore `again` fois. Écrit des
/// nanosecondes.
pub(crate) fn load_child(
    doors: &Doors,
    folder: &Path,
    way: &str,
    module: &str,
    again: usize,
) -> Result<()> {
    let text = site::sample(64);
    // La configuration est écrite avant : un hôte trouve la sienne sur le disque.
    let config = site::config(folder, way, module, 1)?;
    for turn in 0..=again {
        let start = Instant::now();
        match way {
            WITHOUT_PROBE => {
                let plugin = site::open_without_probe(module)?;
                report(turn, start, || plugin.execute(&text).map(drop))?;
            }
            WITH_CACHE => {
                let plugin = site::open_with_cache(folder, module)?;
                report(turn, start, || plugin.execute(&text).map(drop))?;
            }
            door => {
                let workshop =
                    site::open(doors, &config).map_err(|error| format!("{door} : {error}"))?;
                let plugin = workshop.plugins().next().ok_or("aucun module")?;
                report(turn, start, || plugin.execute(&text).map(drop))?;
            }
        }
    }
    Ok(())
}
// ANCHOR_END: charger

/// Écrit le temps passé depuis `start` ; la première fois, celui d'un appel aussi.
fn report(
    turn: usize,
    start: Instant,
    call: impl FnOnce() -> std::result::Result<(), ch_contrat::PluginError>,
) -> Result<()> {
    println!("{}", start.elapsed().as_nanos());
    if turn == 0 {
        let start = Instant::now();
        call()?;
        println!("{}", start.elapsed().as_nanos());
    }
    Ok(())
}

/// Mesure la mémoire physique, dans des processus neufs.
pub(crate) fn memory(
    folder: &Path,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Memory>> {
    let more = settings.modules_de_plus;
    let mut rows = Vec::new();
    for module in MODULES {
        progress.say(&format!("mémoire de {module}"));
        let mut samples = vec![(Vec::new(), Vec::new()); NAMES.len()];
        for _ in 0..settings.processus_par_porte.div_ceil(2) {
            for (door, (first, next)) in NAMES.iter().zip(&mut samples) {
                let sizes = child::numbers("memoire", door, module, folder, more as u64)?;
                first.push(sizes[1] - sizes[0]);
                next.push((sizes[2] - sizes[1]) / more as f64);
            }
        }
        rows.extend(
            NAMES
                .iter()
                .zip(samples)
                .map(|(door, (first, next))| Memory {
                    module: module.to_owned(),
                    porte: (*door).to_owned(),
                    premier_octets: spread(first),
                    suivant_octets: spread(next),
                }),
        );
        progress.advance();
    }
    Ok(rows)
}

// ANCHOR: memoire
/// Le travail du fils : la mémoire d'avant, celle d'après un module, celle d'après `more` autres.
/// Chaque module traite un texte : une mémoire réservée et pas encore touchée ne compte pas.
pub(crate) fn memory_child(
    doors: &Doors,
    folder: &Path,
    door: &str,
    module: &str,
    more: usize,
) -> Result<()> {
    let text = site::sample(1 << 10);
    let one = site::config(folder, door, module, 1)?;
    let many = site::config(folder, door, module, more)?;
    // Lire du TOML et traiter le texte prend aussi de la mémoire : que ce soit déjà fait.
    let integrated = site::config(folder, "integre", module, 1)?;
    for plugin in site::open(doors, &integrated)?.plugins() {
        plugin.execute(&text)?;
    }
    println!("{}", resident()?);
    // Les modules vivent jusqu'à la fin : leur mémoire ne sert pas aux suivants.
    let mut alive = Vec::new();
    for config in [one, many] {
        let workshop = site::open(doors, &config)?;
        for plugin in workshop.plugins() {
            plugin.execute(&text)?;
        }
        alive.push(workshop);
        println!("{}", resident()?);
    }
    Ok(())
}
// ANCHOR_END: memoire

/// La mémoire physique de ce processus, en octets.
pub(crate) fn resident() -> Result<usize> {
    let stats =
        memory_stats().ok_or("ce système ne dit pas combien de mémoire prend un processus")?;
    Ok(stats.physical_mem)
}
