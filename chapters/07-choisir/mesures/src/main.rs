//! La comparaison des portes, sur votre machine.
//!
//! `cargo run --release -p ch-choisir-mesures` (`-- --aide` pour les options) mesure,
//! pour chaque porte et plusieurs tailles de texte, un appel, un chargement, la mémoire, ce que
//! la porte ajoute au programme, et ce qui arrive avec six modules hostiles. Il imprime des
//! tableaux, écrit un relevé en JSON et un graphique en SVG.
//!
//! Un fichier par sujet :
//!
//! - `site` ouvre les portes par le registre de l'hôte ; `calls` les chronomètre à tour de rôle ;
//! - `child` relance ce programme pour ce qui veut un processus neuf, et `loads` et `hostile` s'en
//!   servent ;
//! - `programs` compile de petits programmes, avec et sans chaque porte ;
//! - `record` est le relevé ; `tables` et `chart` en font des tableaux et un graphique.

mod calls;
mod chart;
mod child;
mod clock;
mod hostile;
mod loads;
mod machine;
mod options;
mod programs;
mod progress;
mod record;
mod site;
mod stats;
mod tables;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ch_choisir::Doors;

use child::Work;
use options::Options;
use progress::Progress;
use record::{Record, Settings};
use site::Result;

fn main() -> Result<ExitCode> {
    // D'abord la sonde de la porte `ffi`, puis les autres travaux d'un processus fils.
    let doors = Doors::install()?;
    if let Some(work) = child::work()? {
        answer(&doors, &work)?;
        return Ok(ExitCode::SUCCESS);
    }
    let folder = target_folder()?.join("mesures");
    let options = match options::read(env::args_os(), folder) {
        Ok(options) => options,
        Err(stop) => return Ok(stop.show()),
    };
    let record = match &options.from {
        Some(path) => read_record(path)?,
        None => measure(&doors, &options)?,
    };
    publish(&record, &options)?;
    Ok(ExitCode::SUCCESS)
}

/// Fait le travail d'un fils.
fn answer(doors: &Doors, work: &Work) -> Result<()> {
    let Work {
        name,
        door,
        subject,
        folder,
        number,
    } = work;
    match name.as_str() {
        "charger" => loads::load_child(doors, folder, door, subject, *number),
        "memoire" => loads::memory_child(doors, folder, door, subject, *number),
        "hostile" => {
            hostile::child(doors, folder, door, subject, *number);
            Ok(())
        }
        other => Err(format!("« {other} » n'est pas un travail de fils").into()),
    }
}

// ANCHOR: mesurer
/// Mesure tout.
fn measure(doors: &Doors, options: &Options) -> Result<Record> {
    if cfg!(debug_assertions) {
        eprintln!("attention : sans « --release », ces nombres ne veulent rien dire");
    }
    let settings = settings(options.quick);
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let skip_builds = options.skip_builds || options.builds_from.is_some();
    let builds = if skip_builds { 0 } else { programs::COUNT };
    let hostiles = hostile::FAULTS.len() * hostile::DOORS.len();
    let modules = site::MODULES.len();
    let progress = Progress::new(modules * (calls::SIZES.len() + 2) + 1 + hostiles + builds);

    let mut machine = machine::describe();
    let appels = calls::measure(doors, folder, &settings, &progress)?;
    let chaine = calls::chain(doors, folder, &settings, &progress)?;
    let chargements = loads::measure(folder, &settings, &progress)?;
    let memoire = loads::memory(folder, &settings, &progress)?;
    let hostiles = hostile::measure(folder, &settings, &progress)?;
    let programmes = match &options.builds_from {
        Some(path) => read_record(path)?.programmes,
        None if options.skip_builds => Vec::new(),
        None => programs::measure(&target_folder()?.join("mesures/programmes"), &progress)?,
    };
    machine::finish(&mut machine);
    Ok(Record {
        date: machine::today(),
        machine,
        versions: machine::versions(),
        parametres: settings,
        appels,
        chaine,
        chargements,
        memoire,
        programmes,
        hostiles,
    })
}
// ANCHOR_END: mesurer

fn settings(quick: bool) -> Settings {
    Settings {
        horloge_des_appels: clock::NAME.to_owned(),
        tours: if quick { 5 } else { 41 },
        tours_d_un_appel_lent: if quick { 3 } else { 11 },
        lot_microsecondes: 1_000,
        processus_par_porte: if quick { 2 } else { 15 },
        chargements_a_chaud: if quick { 2 } else { 5 },
        modules_de_plus: 16,
        texte_de_la_chaine_octets: 4 << 20,
        limite_hostile_secondes: if quick { 5 } else { 30 },
        limite_hostile_octets: 256 << 20,
    }
}

/// Lit un relevé déjà fait.
fn read_record(path: &Path) -> Result<Record> {
    let text = fs::read_to_string(path).map_err(|error| format!("{} : {error}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// Imprime les tableaux et écrit les fichiers.
fn publish(record: &Record, options: &Options) -> Result<()> {
    for (name, title, text) in tables::fragments(record) {
        println!("## {title}\n\n{text}");
        if let Some(folder) = &options.tables {
            write(&folder.join(name), &text)?;
        }
    }
    if options.from.as_deref() != Some(&options.json) {
        write(
            &options.json,
            &(serde_json::to_string_pretty(record)? + "\n"),
        )?;
    }
    write(&options.svg, &chart::svg(record)?)
}

/// Écrit un fichier, et le dit.
fn write(path: &Path, text: &str) -> Result<()> {
    let verb = if path.exists() { "remplacé" } else { "écrit" };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).map_err(|error| format!("{} : {error}", path.display()))?;
    eprintln!("{verb} : {}", path.display());
    Ok(())
}

/// Le dossier `target`, d'après la place de ce programme : target/<profil>/examples.
fn target_folder() -> Result<PathBuf> {
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2);
    Ok(target
        .ok_or("ce programme n'est pas dans le dossier target")?
        .to_owned())
}
