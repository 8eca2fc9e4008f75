//! Attrapée par : `un_programme_qui_ne_se_presente_pas_est_arrete`, `une_sortie_fermee_n_est_pas_une_mort`, `un_programme_qui_tarde_est_arrete_et_remplace`, `un_texte_que_personne_ne_lit_ne_bloque_pas_l_hote`
//!
//! Le temps est vérifié après la lecture. Mais une lecture dans un tube attend tant que rien ne
//! vient : la vérification n'a pas lieu. De même pour l'écriture dans un tube plein, et pour
//! `wait`.

pub mod protocol;

use std::io::{BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
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
        // Repris ici : une erreur le détruit en chemin, et l'état dit qu'il n'y en a plus.
        let mut running = match state.running.take() {
            Some(running) => running,
            None => self.restart(&mut state.command)?,
        };
        let answer = running.ask(text, self.limits.answer)?;
        state.running = Some(running);
        Ok(answer)
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
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    asked: u64,
}

impl Running {
    /// Lance le programme et attend sa poignée de main.
    fn start(command: &mut Command, limit: Duration) -> Result<(Self, Hello), ProgramError> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Un tube que personne ne lit se remplit, et bloque qui écrit dedans.
            .stderr(Stdio::null())
            .spawn()
            .map_err(ProgramError::Spawn)?;
        let stdin = child.stdin.take().expect("l'entrée est un tube");
        let stdout = child.stdout.take().expect("la sortie est un tube");
        let mut running = Self {
            child,
            stdin,
            stdout: BufReader::new(stdout),
            asked: 0,
        };
        let hello = Hello::parse(&running.line(limit)?)?;
        Ok((running, hello))
    }

    /// Pose une demande et attend sa réponse.
    fn ask(&mut self, text: &str, limit: Duration) -> Result<Result<String, String>, ProgramError> {
        self.asked += 1;
        let _ = self.stdin.write_all(request(self.asked, text).as_bytes());
        let line = self.line(limit)?;
        parse_answer(&line, self.asked)
    }

    /// Attend une ligne du programme.
    fn line(&mut self, limit: Duration) -> Result<String, ProgramError> {
        let start = Instant::now();
        match read_line(&mut self.stdout) {
            Err(ProgramError::Closed) => Err(match self.child.wait() {
                Ok(status) => ProgramError::Ended(status),
                Err(_) => ProgramError::Closed,
            }),
            _ if start.elapsed() > limit => Err(ProgramError::Timeout(limit)),
            line => line,
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
