//! Solution : une porte de plus : un programme.
//!
//! Un fil d'exécution par programme tient la conversation : lui peut attendre sans fin, pas
//! l'hôte, qui reçoit ses lignes par un canal et n'attend que le temps permis. Quoi qu'il
//! arrive d'anormal, le programme est détruit, et le texte suivant en lance un autre.

pub mod protocol;

use std::io::{BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use ch_contrat::{Plugin, PluginError};
use protocol::{Hello, ProgramError, parse_answer, read_line, request};

/// Le temps accordé à un programme.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Pour démarrer et se présenter.
    pub start: Duration,
    /// Pour répondre à une demande.
    pub answer: Duration,
}

/// Un module qui est un programme.
#[derive(Debug)]
pub struct ProgramPlugin {
    hello: Hello,
    limits: Limits,
    state: Mutex<State>,
}

/// Ce que deux fils d'exécution ne doivent pas toucher à la fois.
#[derive(Debug)]
struct State {
    /// De quoi le relancer.
    command: Command,
    /// Le programme en marche ; `None` après sa mort ou sa faute.
    running: Option<Running>,
}

impl ProgramPlugin {
    /// Lance le programme et lit sa poignée de main.
    ///
    /// # Errors
    ///
    /// S'il ne se lance pas, ne se présente pas à temps, ou se présente mal ; rien ne reste
    /// alors en marche.
    pub fn launch(mut command: Command, limits: Limits) -> Result<Self, ProgramError> {
        let (running, hello) = Running::start(&mut command, limits.start)?;
        let running = Some(running);
        Ok(Self {
            hello,
            limits,
            state: Mutex::new(State { command, running }),
        })
    }

    /// Pose une demande au programme, en le relançant s'il le faut.
    fn ask(&self, text: &str) -> Result<Result<String, String>, ProgramError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // ANCHOR: repartir
        // Repris ici : une erreur le détruit en chemin, et l'état dit qu'il n'y en a plus.
        let mut running = match state.running.take() {
            Some(running) => running,
            None => self.restart(&mut state.command)?,
        };
        let answer = running.ask(text, self.limits.answer)?;
        state.running = Some(running);
        Ok(answer)
        // ANCHOR_END: repartir
    }

    fn restart(&self, command: &mut Command) -> Result<Running, ProgramError> {
        let (running, hello) = Running::start(command, self.limits.start)?;
        if hello != self.hello {
            return Err(ProgramError::Changed(hello));
        }
        Ok(running)
    }
}

impl Plugin for ProgramPlugin {
    fn name(&self) -> &str {
        &self.hello.name
    }

    fn version(&self) -> &str {
        &self.hello.version
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        let failure = |message: String| PluginError::execute(self.name(), message);
        match self.ask(text) {
            Ok(answer) => answer.map_err(failure),
            Err(error) => Err(failure(error.to_string()).with_source(error)),
        }
    }
}

/// Un programme en marche. Le détruire l'arrête et l'attend.
#[derive(Debug)]
struct Running {
    child: Child,
    requests: Sender<String>,
    lines: Receiver<Result<String, ProgramError>>,
    asked: u64,
}

impl Running {
    /// Lance le programme et attend sa poignée de main.
    fn start(command: &mut Command, limit: Duration) -> Result<(Self, Hello), ProgramError> {
        // ANCHOR: demarrer
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Un tube que personne ne lit se remplit, et bloque qui écrit dedans.
            .stderr(Stdio::null())
            .spawn()
            .map_err(ProgramError::Spawn)?;
        // ANCHOR_END: demarrer
        let stdin = child.stdin.take().expect("l'entrée est un tube");
        let stdout = child.stdout.take().expect("la sortie est un tube");
        let (requests, to_write) = mpsc::channel();
        let (read, lines) = mpsc::channel();
        // Il finit avec le programme : plus rien à lire, ou plus personne pour l'écouter.
        thread::spawn(move || converse(stdin, stdout, &to_write, &read));
        let mut running = Self {
            child,
            requests,
            lines,
            asked: 0,
        };
        let hello = Hello::parse(&running.line(limit)?)?;
        Ok((running, hello))
    }

    /// Pose une demande et attend sa réponse.
    fn ask(&mut self, text: &str, limit: Duration) -> Result<Result<String, String>, ProgramError> {
        self.asked += 1;
        // Si le fil a fini, le programme est mort : `line` le dira.
        let _ = self.requests.send(request(self.asked, text));
        let line = self.line(limit)?;
        parse_answer(&line, self.asked)
    }

    /// Attend une ligne du programme.
    fn line(&mut self, limit: Duration) -> Result<String, ProgramError> {
        // ANCHOR: ligne
        let deadline = Instant::now() + limit;
        match self.lines.recv_timeout(limit) {
            Err(RecvTimeoutError::Timeout) => Err(ProgramError::Timeout(limit)),
            Err(RecvTimeoutError::Disconnected) | Ok(Err(ProgramError::Closed)) => {
                Err(self.end(deadline))
            }
            Ok(line) => line,
        }
        // ANCHOR_END: ligne
    }

    /// La sortie est fermée : le programme est mort, ou le sera d'ici l'échéance.
    fn end(&mut self, deadline: Instant) -> ProgramError {
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                return ProgramError::Ended(status);
            }
            if Instant::now() >= deadline {
                return ProgramError::Closed;
            }
            thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Il est peut-être déjà mort : l'échec n'apprend rien.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tient la conversation : la poignée de main, puis une ligne par demande.
fn converse(
    mut stdin: ChildStdin,
    stdout: ChildStdout,
    requests: &Receiver<String>,
    lines: &Sender<Result<String, ProgramError>>,
) {
    // ANCHOR: conversation
    let mut stdout = BufReader::new(stdout);
    loop {
        if lines.send(read_line(&mut stdout)).is_err() {
            return;
        }
        let Ok(request) = requests.recv() else {
            return;
        };
        // Un programme mort ferme son entrée : la lecture suivante le dira.
        let _ = stdin.write_all(request.as_bytes());
    }
    // ANCHOR_END: conversation
}
