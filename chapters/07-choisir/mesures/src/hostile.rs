//! Six modules hostiles par porte, chacun dans un processus fils, sous une limite de temps et
//! de mémoire. La fin est observée, pas déduite.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::thread;
use std::time::Duration;

use ch_choisir::{Doors, Policy};
use ch_configuration::modules::NoOptions;
use ch_configuration::{Environment, RunError, Workshop};
use hostile_natif::Hostile;

use crate::child::{self, End};
use crate::loads::resident;
use crate::progress::Progress;
use crate::record::{Ending, Settings, Verdict};
use crate::site::{self, Result};

/// Les fautes, et ce que chacune veut dire.
pub(crate) const FAULTS: [&str; 6] = [
    "boucle", "memoire", "plantage", "pointeur", "panique", "fichier",
];

/// Les portes. `integre` et `feature` mènent au même code, compilé avec l'hôte : un seul essai.
pub(crate) const DOORS: [&str; 5] = [COMPILED, "ffi", "rhai", "lua", "wasm"];
const COMPILED: &str = "integre, feature";

const SECRET: &str = "ceci ne vous regarde pas";
/// Le code de sortie d'un fils qui dépasse sa mémoire.
const TOO_MUCH: i32 = 70;

const RHAI: &str = include_str!("hostiles/hostile.rhai");
const RHAI_FILE: &str = include_str!("hostiles/fichier.rhai");
const LUA: &str = include_str!("hostiles/hostile.lua");
const TEMPLATE: &str = include_str!("../../../06-wasm/invites/wat/gabarit.wat");

/// Lance les six fautes par toutes les portes.
pub(crate) fn measure(
    folder: &Path,
    settings: &Settings,
    progress: &Progress,
) -> Result<Vec<Ending>> {
    let limit = Duration::from_secs(settings.limite_hostile_secondes);
    let bytes = settings.limite_hostile_octets;
    fs::write(folder.join("secret.txt"), SECRET)?;
    let mut endings = Vec::new();
    for door in DOORS {
        for fault in FAULTS {
            progress.say(&format!("module hostile : {fault}, par {door}"));
            let (fin, constat) = match (door, fault) {
                ("rhai" | "lua", "pointeur") => (
                    Verdict::Impossible,
                    "impossible : le langage n'a pas d'adresses".to_owned(),
                ),
                _ => {
                    let end = child::run("hostile", door, fault, folder, bytes, limit)?;
                    judge(&end, settings)?
                }
            };
            endings.push(Ending {
                porte: door.to_owned(),
                faute: fault.to_owned(),
                fin,
                constat: constat.replace(&folder.display().to_string(), "…"),
            });
            progress.advance();
        }
    }
    Ok(endings)
}

// ANCHOR: juger
/// Dit ce qu'il est advenu de l'hôte, d'après ce qu'il a écrit et la manière dont il a fini.
fn judge(end: &End, settings: &Settings) -> Result<(Verdict, String)> {
    let said = |mark: &str| {
        let found = end.output.lines().find_map(|line| line.strip_prefix(mark));
        found.map(str::to_owned)
    };
    let Some(status) = end.status else {
        let seconds = settings.limite_hostile_secondes;
        let fact = format!("l'hôte n'a pas repris la main en {seconds} s : il a fallu l'arrêter");
        return Ok((Verdict::Bloque, fact));
    };
    if status.code() == Some(TOO_MUCH) {
        let mib = settings.limite_hostile_octets >> 20;
        let fact = format!("l'hôte a dépassé {mib} Mio : il a fallu l'arrêter");
        return Ok((Verdict::Gonfle, fact));
    }
    // L'hôte va bien s'il a encore su faire travailler un autre module.
    if said("ensuite : ").is_none() {
        return Ok((
            Verdict::Mort,
            format!("l'hôte est {}", francais::Ending::from(status)),
        ));
    }
    if let Some(reason) = said("refus : ") {
        return Ok((Verdict::Refuse, reason));
    }
    if let Some(reason) = said("échec : ") {
        return Ok((Verdict::Contenu, reason));
    }
    let answer = said("réponse : ").ok_or("le fils n'a rien dit du module")?;
    Ok((Verdict::Reussi, format!("le module a répondu « {answer} »")))
}
// ANCHOR_END: juger

/// Le travail du fils : être l'hôte d'un module hostile, puis d'un module ordinaire.
pub(crate) fn child(doors: &Doors, folder: &Path, door: &str, fault: &str, limit: usize) {
    thread::spawn(move || guard_memory(limit));
    let text = match fault {
        "fichier" => format!("fichier {}", folder.join("secret.txt").display()),
        _ => fault.to_owned(),
    };
    match open(doors, folder, door, fault) {
        Err(reason) => say("refus", &reason.to_string()),
        Ok(workshop) => match workshop.run(&text) {
            Ok(answer) => say("réponse", answer.output()),
            Err(RunError::Plugin(error)) => say("échec", error.message()),
            Err(error) => say("échec", &error.to_string()),
        },
    }
    let ordinary = site::config(folder, "integre", "majuscules", 1)
        .and_then(|config| site::open(doors, &config));
    if let Ok(workshop) = ordinary
        && let Ok(transcript) = workshop.run("l'hôte continue")
    {
        say("ensuite", transcript.output());
    }
}

fn say(what: &str, text: &str) {
    // À partir de la flèche, un message montre l'endroit dans le fichier : la cause suffit.
    let cause = text.lines().map(str::trim);
    let cause: Vec<&str> = cause.take_while(|line| !line.starts_with("-->")).collect();
    println!("{what} : {}", cause.join(" "));
}

/// Arrête ce processus s'il prend trop de mémoire.
fn guard_memory(limit: usize) {
    loop {
        if resident().is_ok_and(|bytes| bytes > limit) {
            process::exit(TOO_MUCH);
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// Ouvre la porte sur le module hostile, avec les limites par défaut de l'hôte.
fn open(doors: &Doors, folder: &Path, door: &str, fault: &str) -> Result<Workshop> {
    let mut registry = doors.registry()?;
    // Les modules que la porte `integre` connaît sont honnêtes : celui-ci s'y ajoute.
    let guards = doors.clone();
    registry.register("compile", move |context, NoOptions {}| {
        Ok(guards.guard(context.name, Box::new(Hostile), Policy::Arreter))
    })?;
    let (kind, options) = match door {
        COMPILED => ("compile", String::new()),
        "ffi" => (
            door,
            "paquet = 'hostile-natif'\nconfiance = true".to_owned(),
        ),
        _ => (door, site::file(&hostile_file(folder, door, fault)?)),
    };
    let table =
        format!("[[module]]\ntype = '{kind}'\nnom = 'hostile'\n[module.options]\n{options}\n");
    let config = site::write(folder, "hostile", &table)?;
    Ok(registry.load(&config, &Environment::empty())?)
}

/// Écrit le module hostile d'une porte qui en lit un.
fn hostile_file(folder: &Path, door: &str, fault: &str) -> Result<PathBuf> {
    let path = folder.join(format!("hostile.{door}"));
    match (door, fault) {
        ("rhai", "fichier") => fs::write(&path, RHAI_FILE)?,
        ("rhai", _) => fs::write(&path, RHAI)?,
        ("lua", _) => fs::write(&path, LUA)?,
        _ => fs::write(&path, wasmer::wat2wasm(guest(fault).as_bytes())?)?,
    }
    Ok(path)
}

// ANCHOR: invite
/// Un invité hostile : le gabarit du chapitre sur WebAssembly, et une faute.
fn guest(fault: &str) -> String {
    let body = match fault {
        "boucle" => "(loop $l (br $l))",
        // Il écrit dans chaque page obtenue, sans regarder s'il l'a obtenue.
        "memoire" => {
            "(loop $l (i32.store (i32.mul (memory.grow (i32.const 1)) (i32.const 65536))
               (i32.const 1)) (br $l))"
        }
        "plantage" => "(drop (call $execute (i32.const 0) (i32.const 0)))",
        // L'adresse de la réponse, dans les 32 bits hauts, est hors de sa mémoire.
        "pointeur" => "(return (i64.const 0x7fff000000000040))",
        "panique" => "unreachable",
        _ => "(drop (call $open (i32.const 16) (i32.const 7)))",
    };
    let guest = TEMPLATE.replace(";; CORPS", body);
    if fault != "fichier" {
        return guest;
    }
    let import = "(import \"wasi_snapshot_preview1\" \"path_open\" \
                  (func $open (param i32 i32) (result i32)))";
    guest.replace("(module", &format!("(module\n  {import}"))
}
// ANCHOR_END: invite
