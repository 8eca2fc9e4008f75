//! Exercice : une porte de plus : un programme. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-choisir-porte`

pub mod protocol;

use std::process::{Child, Command};
use std::sync::Mutex;
use std::time::Duration;

use ch_contrat::{Plugin, PluginError};
use protocol::{Hello, ProgramError};

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

    /// Pose une demande au programme, en le relançant s'il le faut. `Ok(Err(…))` est un refus
    /// du programme, qui reste en marche ; `Err(…)` est une faute, et il n'y est plus.
    fn ask(&self, text: &str) -> Result<Result<String, String>, ProgramError> {
        let state = self.state.lock().expect("rien ne panique sous ce verrou");
        todo!(
            "faire traiter {text:?} par {:?}, ou par un programme neuf que lance {:?} ; il a {:?}",
            state.running,
            state.command,
            self.limits.answer
        )
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
    // À vous : comment lui parler, et comment recevoir ses lignes ?
}

impl Running {
    /// Lance le programme et attend sa poignée de main.
    fn start(command: &mut Command, limit: Duration) -> Result<(Self, Hello), ProgramError> {
        todo!("lancer {command:?}, puis lire sa poignée de main en {limit:?} au plus")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        todo!("arrêter le programme {}, et l'attendre", self.child.id())
    }
}
