//! Les mesures qui demandent un processus à elles : un chargement à froid, de la mémoire que
//! rien d'autre n'a prise, un module qui tue son hôte.
//!
//! Le processus fils est ce même programme, lancé avec un premier argument réservé.

use std::env;
use std::ffi::OsString;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::site::Result;

/// Le premier argument d'un fils.
const CHILD: &str = "--enfant";

/// Le travail demandé à ce processus, s'il est un fils.
pub(crate) struct Work {
    /// `charger`, `memoire` ou `hostile`.
    pub(crate) name: String,
    /// La porte.
    pub(crate) door: String,
    /// Le module, ou la faute.
    pub(crate) subject: String,
    /// Le dossier de travail.
    pub(crate) folder: PathBuf,
    /// Un nombre, dont le sens dépend du travail.
    pub(crate) number: usize,
}

/// Ce que ce processus doit faire pour son père ; `None` s'il n'est pas un fils.
pub(crate) fn work() -> Result<Option<Work>> {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    if arguments.first().is_none_or(|first| first != CHILD) {
        return Ok(None);
    }
    let word = |at: usize| {
        let word = arguments.get(at).and_then(|word| word.to_str());
        word.ok_or("le travail d'un fils est mal décrit")
    };
    Ok(Some(Work {
        name: word(1)?.to_owned(),
        door: word(2)?.to_owned(),
        subject: word(3)?.to_owned(),
        folder: arguments.get(4).ok_or("il manque le dossier")?.into(),
        number: word(5)?.parse()?,
    }))
}

/// La fin d'un fils.
pub(crate) struct End {
    /// Comment il a fini ; `None` si c'est nous qui l'avons arrêté.
    pub(crate) status: Option<ExitStatus>,
    /// Ce qu'il a écrit.
    pub(crate) output: String,
}

/// Lance un fils et attend sa fin, `limit` au plus.
pub(crate) fn run(
    work: &str,
    door: &str,
    subject: &str,
    folder: &Path,
    number: u64,
    limit: Duration,
) -> Result<End> {
    let mut child = Command::new(env::current_exe()?)
        .args([CHILD, work, door, subject])
        .arg(folder)
        .arg(number.to_string())
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        // Les plaintes d'un hôte qui meurt exprès n'apprennent rien.
        .stderr(if work == "hostile" {
            Stdio::null()
        } else {
            Stdio::inherit()
        })
        .spawn()?;
    let mut stdout = child.stdout.take().expect("un tube");
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        // Ce qui a été lu avant une erreur reste bon à prendre.
        let _ = stdout.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let deadline = Instant::now() + limit;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if Instant::now() > deadline {
            child.kill()?;
            child.wait()?;
            break None;
        }
        thread::sleep(Duration::from_millis(2));
    };
    let output = reader.join().unwrap_or_default();
    Ok(End { status, output })
}

/// Lance un fils qui doit réussir, et rend les nombres qu'il écrit, un par ligne.
pub(crate) fn numbers(
    work: &str,
    door: &str,
    module: &str,
    folder: &Path,
    number: u64,
) -> Result<Vec<f64>> {
    let end = run(work, door, module, folder, number, Duration::from_secs(120))?;
    if !end.status.is_some_and(|status| status.success()) {
        return Err(format!("le fils « {work} {door} {module} » n'a pas fini son travail").into());
    }
    let lines = end.output.lines();
    Ok(lines
        .map(str::parse)
        .collect::<std::result::Result<_, _>>()?)
}
