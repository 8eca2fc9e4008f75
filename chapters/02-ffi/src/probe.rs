//! La sonde : essayer un greffon dans un autre processus avant de le charger dans celui-ci.
//!
//! Ouvrir une bibliothèque abîmée peut tuer le programme : le système lit ses tables et
//! exécute ses initialiseurs avant que l'hôte ait pu vérifier quoi que ce soit. Aucun
//! `Result` n'arrête un signal ; un processus, si.

use std::fs::File;
use std::io::{self, PipeReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use std::{env, thread};

use francais::{Ending, visible};

use crate::{FfiPlugin, LoadError, LoadErrorKind, chain, load_plugin};

/// La variable d'environnement qui transforme un programme en sonde.
const REQUEST: &str = "CH_FFI_SONDE";
/// Ce que la sonde répond. Un programme qui n'est pas une sonde ne l'écrit pas.
const HEALTHY: &str = "sonde : greffon chargé et déchargé sans accident";
const REFUSED: &str = "sonde : refusé : ";

// ANCHOR: sonde
/// Le moyen de lancer une sonde.
///
/// Il faut l'avoir pour appeler [`load_checked`] : [`install`](Self::install) la donne à un programme
/// qui se sonde lui-même, [`with_program`](Self::with_program) à celui dont un autre est la sonde.
/// L'oubli est difficile, non impossible : rien ne vérifie que le programme lancé sait répondre.
#[derive(Debug, Clone)]
pub struct Probe {
    program: PathBuf,
    limit: Duration,
}

impl Probe {
    /// À appeler en premier dans `main`.
    ///
    /// Lancé normalement, le programme continue. Lancé comme sonde, il essaie le greffon
    /// demandé et se termine ici.
    ///
    /// # Errors
    ///
    /// Si le système ne sait pas dire où est le programme en cours.
    pub fn install() -> io::Result<Self> {
        if let Some(path) = env::var_os(REQUEST) {
            answer(Path::new(&path));
        }
        Ok(Self::with_program(env::current_exe()?))
    }
}
// ANCHOR_END: sonde

impl Probe {
    /// Une sonde qui est un autre programme, dont le `main` commence par
    /// [`install`](Self::install).
    pub fn with_program(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            limit: Duration::from_secs(5),
        }
    }

    /// Change le temps laissé à la sonde, 5 secondes par défaut : un initialiseur peut ne
    /// jamais finir.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    // ANCHOR: essai
    /// Charge puis décharge le greffon dans un processus fils.
    ///
    /// Ce n'est pas un contrôle de sécurité : le code du greffon s'exécute, avec vos droits,
    /// dans un processus au lieu d'un autre.
    ///
    /// # Errors
    ///
    /// [`LoadErrorKind::Probe`] dit ce que la sonde a trouvé, ou comment elle est morte.
    pub fn check(&self, path: &Path) -> Result<(), LoadErrorKind> {
        let (status, text) = self.run(path).map_err(LoadErrorKind::Probe)?;
        let last = text.lines().next_back().unwrap_or_default();
        if status.success() && last == HEALTHY {
            return Ok(());
        }
        let reason = match last.strip_prefix(REFUSED) {
            Some(reason) if status.code().is_some() => reason.to_owned(),
            _ => describe_end(status),
        };
        Err(LoadErrorKind::Probe(reason))
    }
    // ANCHOR_END: essai

    /// Lance le programme comme sonde ; rend sa fin et ce qu'il a écrit.
    fn run(&self, path: &Path) -> Result<(ExitStatus, String), String> {
        let failed = |error: io::Error| {
            format!("impossible de lancer la sonde, {}", francais::cause(&error))
        };
        let (verdict, writer) = io::pipe().map_err(failed)?;
        let mut command = Command::new(&self.program);
        command
            .env(REQUEST, path)
            // Le verdict revient par l'entrée du fils, dont personne ne se sert : un greffon peut
            // écrire ce qu'il veut sur ses sorties, avant comme après.
            .stdin(Stdio::from(writer))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = command.spawn().map_err(failed)?;
        // Notre copie du bout d'écriture : tant qu'elle existe, le tube ne finit pas.
        drop(command);
        let output = read_aside(verdict);
        let status = self.wait(&mut child)?;
        // Un descendant du fils peut garder le tube ouvert : on n'attend pas le sien.
        let text = output
            .recv_timeout(Duration::from_secs(1))
            .unwrap_or_default();
        Ok((status, text))
    }

    /// Attend la fin du fils, et l'impose au bout du temps permis.
    fn wait(&self, child: &mut Child) -> Result<ExitStatus, String> {
        let deadline = Instant::now() + self.limit;
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(1)),
                Ok(None) => {
                    // Le fils peut finir à cet instant même : l'échec n'apprend rien.
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err(format!("pas de réponse en {} s", self.limit.as_secs_f32()));
                }
                Err(error) => {
                    return Err(format!("la sonde a disparu, {}", francais::cause(&error)));
                }
            }
        }
    }
}

/// Lit le verdict dans un autre fil : le fils ne doit pas attendre que nous lisions.
fn read_aside(verdict: PipeReader) -> Receiver<String> {
    const LIMIT: u64 = 64 << 10;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // Ce qui a été lu avant une erreur reste bon à prendre.
        let _ = verdict.take(LIMIT).read_to_end(&mut bytes);
        let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    receiver
}

/// Le bout d'écriture du tube, pris avant que le greffon n'ait la main : il peut fermer son
/// entrée, pas cette copie.
fn verdict_writer() -> io::Result<File> {
    #[cfg(unix)]
    let copy = {
        use std::os::fd::AsFd;
        io::stdin().as_fd().try_clone_to_owned()?
    };
    #[cfg(windows)]
    let copy = {
        use std::os::windows::io::AsHandle;
        io::stdin().as_handle().try_clone_to_owned()?
    };
    Ok(File::from(copy))
}

// ANCHOR: charger
/// Charge un greffon après l'avoir essayé dans un autre processus.
///
/// # Errors
///
/// Celles de [`load_plugin`], et [`LoadErrorKind::Probe`] si l'essai échoue.
///
/// # Safety
///
/// Les mêmes conditions que pour [`load_plugin`] : l'essai réussi ne prouve pas que le
/// greffon respecte le contrat.
pub unsafe fn load_checked(probe: &Probe, path: &Path) -> Result<FfiPlugin, LoadError> {
    probe.check(path).map_err(|reason| LoadError {
        path: path.to_owned(),
        reason,
    })?;
    // SÛRETÉ : c'est ce que nous demandons nous-mêmes à l'appelant.
    unsafe { load_plugin(path) }
}

/// Le travail de la sonde : charger comme le ferait l'hôte, décharger, le dire.
fn answer(path: &Path) -> ! {
    // Sans moyen de répondre, se taire est une réponse : la sonde a échoué.
    let Ok(mut writer) = verdict_writer() else {
        process::exit(1)
    };
    // SÛRETÉ : rien ne le garantit, et c'est pourquoi nous sommes dans un processus à part.
    let verdict = match unsafe { load_plugin(path) } {
        Ok(plugin) => {
            drop(plugin);
            HEALTHY.to_owned()
        }
        // Le parent connaît déjà le chemin : la raison et ses causes suffisent.
        Err(error) => {
            let prefix = format!("{} : ", error.path.display());
            let reason = chain(&error).replacen(&prefix, "", 1);
            format!("{REFUSED}{}", visible(&reason.replace('\n', " ")))
        }
    };
    let written = writeln!(writer, "{verdict}");
    process::exit(i32::from(written.is_err() || verdict != HEALTHY))
}
// ANCHOR_END: charger

/// La fin d'un processus, en mots.
fn describe_end(status: ExitStatus) -> String {
    match Ending::from(status) {
        Ending::Code(code) => format!("terminé avec le code {code} sans avoir répondu"),
        ending => ending.to_string(),
    }
}
