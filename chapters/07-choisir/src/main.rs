//! `hote-universel` : faire passer un texte par des modules choisis dans un fichier TOML.
//!
//! À essayer par `cargo run -p ch-choisir -- --aide`.
//!
//! Codes de sortie : 0 si le travail est fait, 1 s'il s'est arrêté, 2 si la commande est mal
//! formée.

mod command;
mod screen;
mod work;

use std::io::{self, Write};
use std::process::ExitCode;

use ch_choisir::Doors;
use francais::{output, visible_lines};

use command::{Request, Task};

fn main() -> ExitCode {
    // D'abord la sonde : lancé par la porte `ffi`, ce programme n'est plus l'hôte.
    let outcome = Doors::install().map_err(|error| francais::cause(&error));
    let outcome = outcome.and_then(|doors| match command::read(std::env::args_os()) {
        Ok(request) => perform(&doors, &request),
        Err(stop) => Ok(stop.show()),
    });
    outcome.unwrap_or_else(|message| {
        // Le texte déjà écrit doit rester au-dessus de l'erreur.
        let _ = io::stdout().flush();
        // Ce texte cite parfois un module : rien n'y commande le terminal.
        output::warn(visible_lines(message.trim_end()));
        ExitCode::from(1)
    })
}

/// Fait ce qui est demandé. L'erreur est déjà un texte pour l'utilisateur.
fn perform(doors: &Doors, request: &Request) -> Result<ExitCode, String> {
    match &request.task {
        Task::List => work::list(doors, request),
        Task::Check => work::check(doors, request),
        Task::Run(run) => work::run(doors, request, run),
    }
}
