//! Les trois travaux du programme : lister, vérifier, faire passer du texte.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use ch_choisir::inventory::Inventory;
use ch_choisir::{Doors, Pipeline, RunError, Summary, hot};
use ch_configuration::{Config, Environment, Reload, Reloader, Source};
use francais::{cause, output, visible_lines};
use tempfile::NamedTempFile;

use crate::command::{Request, Run};
use crate::screen::{self, Progress};

/// Les travaux échouent avec un texte pour l'utilisateur.
type Outcome = Result<ExitCode, String>;

// ANCHOR: lister
/// Montre chaque module, même si certains ne vont pas.
pub(crate) fn list(doors: &Doors, request: &Request) -> Outcome {
    let registry = doors.registry().map_err(text)?;
    let source = Source::read(&request.config).map_err(text)?;
    let config = Config::parse(source, &Environment::from_process()).map_err(text)?;
    let inventory = Inventory::take(&registry, &config);
    print(&inventory, ExitCode::from(u8::from(!inventory.is_ready())))
}

/// Charge tout, n'exécute rien.
pub(crate) fn check(doors: &Doors, request: &Request) -> Outcome {
    let registry = doors.registry().map_err(text)?;
    let workshop = registry
        .load(&request.config, &Environment::from_process())
        .map_err(text)?;
    let count = workshop.modules().count();
    let plural = if count < 2 { "" } else { "s" };
    let config = request.config.display();
    let fact = format!("{config} : {count} module{plural} prêt{plural}\n");
    print(fact, ExitCode::SUCCESS)
}
// ANCHOR_END: lister

// ANCHOR: travailler
/// Fait passer les textes, à la suite.
pub(crate) fn run(doors: &Doors, request: &Request, run: &Run) -> Outcome {
    let inputs = open_all(&run.inputs)?;
    let registry = doors.registry().map_err(text)?;
    let reloader = Reloader::open(&request.config, registry, Environment::from_process());
    let reloader = Arc::new(reloader.map_err(text)?);
    let _watch = run
        .watch
        .then(|| hot::watch(Arc::clone(&reloader), doors.files().clone(), announce));

    let pipeline = Pipeline::new(Arc::clone(reloader.live()), run.cut).format(run.format);
    let outcome = match &run.output {
        None => pass(&pipeline, inputs, &mut BufWriter::new(io::stdout().lock())),
        Some(path) => pass_to_file(&pipeline, inputs, path),
    };
    let total = outcome.as_ref().ok().filter(|_| run.summary);
    let summary = screen::summary(doors.ledger(), total);
    if !summary.is_empty() {
        output::warn(visible_lines(summary.trim_end()));
    }
    outcome.map(|_| ExitCode::SUCCESS)
}
// ANCHOR_END: travailler

/// Écrit sur la sortie ; rend `code`, sauf si ce qu'il fallait écrire n'a pas pu l'être.
fn print(text: impl Display, code: ExitCode) -> Outcome {
    let failure = output::print(text)
        .err()
        .and_then(|error| output::write_failure(&error));
    failure.map_or(Ok(code), Err)
}

/// Un texte à lire, son nom pour les erreurs, et sa taille si on la connaît.
struct Input {
    name: String,
    reader: Box<dyn Read>,
    size: Option<u64>,
}

/// Ouvre tous les fichiers avant d'en traiter un : une faute de frappe dans le dernier nom
/// ne doit pas se découvrir après une heure de travail.
fn open_all(paths: &[PathBuf]) -> Result<Vec<Input>, String> {
    if paths.is_empty() {
        return Ok(vec![Input {
            name: "entrée standard".to_owned(),
            reader: Box::new(io::stdin()),
            size: None,
        }]);
    }
    paths.iter().map(|path| open(path)).collect()
}

fn open(path: &Path) -> Result<Input, String> {
    let fail = |error: io::Error| format!("{} : {}", path.display(), cause(&error));
    let metadata = fs::metadata(path).map_err(fail)?;
    if metadata.is_dir() {
        return Err(format!("{} : c'est un dossier", path.display()));
    }
    Ok(Input {
        name: path.display().to_string(),
        reader: Box::new(File::open(path).map_err(fail)?),
        size: metadata.is_file().then_some(metadata.len()),
    })
}

/// Fait passer tous les textes vers `output`.
fn pass(
    pipeline: &Pipeline,
    inputs: Vec<Input>,
    output: &mut impl Write,
) -> Result<Summary, String> {
    let mut progress = Progress::new(inputs.iter().map(|input| input.size).sum());
    let mut total = Summary::default();
    for input in inputs {
        let passed = pipeline.run(input.reader, output, |now| progress.update(now));
        let passed = match passed {
            Err(RunError::Write(error)) => match output::write_failure(&error) {
                Some(failure) => return Err(failure),
                // Qui lisait n'en veut plus (« | head ») : ce n'est pas une faute.
                None => break,
            },
            other => other.map_err(|error| format!("{} : {error}", input.name))?,
        };
        progress.finish_input(&passed);
        total.chunks += passed.chunks;
        total.read += passed.read;
        total.written += passed.written;
    }
    Ok(total)
}

/// Écrit à côté, puis donne son nom au fichier : il n'existe que complet, et il ne prend la
/// place d'aucun autre.
fn pass_to_file(pipeline: &Pipeline, inputs: Vec<Input>, path: &Path) -> Result<Summary, String> {
    let fail = |error: io::Error| {
        format!(
            "{} : impossible d'écrire, {}",
            path.display(),
            cause(&error)
        )
    };
    if path.exists() {
        let help = "choisissez un autre nom, ou effacez-le d'abord";
        return Err(format!("{} existe déjà : {help}", path.display()));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let draft = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        // tempfile met son message anglais dans l'erreur ; son genre suffit.
        .map_err(|error| fail(error.kind().into()))?;
    let mut writer = BufWriter::new(draft);
    let total = pass(pipeline, inputs, &mut writer)?;
    let draft = writer
        .into_inner()
        .map_err(|error| fail(error.into_error()))?;
    draft
        .persist_noclobber(path)
        .map_err(|error| fail(error.error))?;
    Ok(total)
}

/// Dit ce qu'une relecture a donné.
fn announce(news: Reload) {
    match news {
        Reload::Unchanged => {}
        Reload::Replaced(workshop) => {
            let modules: Vec<&str> = workshop.modules().collect();
            output::warn(format_args!("configuration relue : {}", modules.join(", ")));
        }
        Reload::Rejected(report) => {
            let kept = "la dernière bonne configuration reste en service";
            output::warn(format_args!("{kept} :\n{report}"));
        }
    }
}

fn text(error: impl ToString) -> String {
    error.to_string()
}
