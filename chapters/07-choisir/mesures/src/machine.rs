//! Où la mesure est faite, et avec quoi.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::process::Command;
use std::thread;

use time::OffsetDateTime;

use crate::record::Machine;
use crate::stats::rounded;

/// Les crates dont la version compte.
const ENGINES: [&str; 4] = ["libloading", "mlua", "rhai", "wasmer"];

/// Le jour, en temps universel.
pub(crate) fn today() -> String {
    OffsetDateTime::now_utc().date().to_string()
}

/// La machine, à cet instant. Ce que le système ne dit pas reste inconnu.
pub(crate) fn describe() -> Machine {
    Machine {
        processeur: processor(),
        coeurs: thread::available_parallelism().map_or(1, usize::from),
        memoire_octets: memory(),
        systeme: format!("{} {}", env::consts::OS, env::consts::ARCH),
        charge: load().map(|now| (now, now)),
    }
}

/// Note la charge de la fin.
pub(crate) fn finish(machine: &mut Machine) {
    if let (Some((start, _)), Some(end)) = (machine.charge, load()) {
        machine.charge = Some((start, end));
    }
}

/// Les versions du compilateur et des moteurs.
pub(crate) fn versions() -> BTreeMap<String, String> {
    let lock = include_str!("../../../../Cargo.lock").replace("\r\n", "\n");
    let mut versions: BTreeMap<String, String> = ENGINES
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), locked(&lock, name)?)))
        .collect();
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    if let Some(text) = output(Command::new(rustc).arg("--version")) {
        // « rustc 1.95.0 (empreinte date) »
        let version = text.split(' ').nth(1).unwrap_or(&text).to_owned();
        versions.insert("rustc".to_owned(), version);
    }
    versions
}

/// La version d'un crate d'après Cargo.lock.
fn locked(lock: &str, name: &str) -> Option<String> {
    // S'il y en a plusieurs, la plus récente est celle de ce dépôt.
    let (_, rest) = lock.rsplit_once(&format!("name = \"{name}\"\nversion = \""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

fn processor() -> String {
    let linux = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    linux
        .or_else(|| output(Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"])))
        .or_else(|| env::var("PROCESSOR_IDENTIFIER").ok())
        .unwrap_or_else(|| "inconnu".to_owned())
}

fn memory() -> Option<u64> {
    let linux = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("MemTotal:"))?;
        Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? << 10)
    });
    linux.or_else(|| {
        output(Command::new("sysctl").args(["-n", "hw.memsize"]))?
            .parse()
            .ok()
    })
}

fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    Some(rounded(text.split(' ').next()?.parse().ok()?))
}

/// Ce qu'un programme du système répond, s'il existe.
fn output(command: &mut Command) -> Option<String> {
    let output = command
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}
