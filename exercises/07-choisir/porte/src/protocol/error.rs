//! Les fautes d'un programme, et ce qu'elles disent.

use std::error::Error;
use std::fmt;
use std::io;
use std::process::ExitStatus;
use std::time::Duration;

use super::{Hello, MAX_LINE};

/// Pourquoi un programme n'a pas répondu comme il faut.
#[derive(Debug)]
pub enum ProgramError {
    /// Le système ne sait pas le lancer.
    Spawn(io::Error),
    /// Il ne s'est pas présenté, ou n'a pas répondu, dans le temps accordé.
    Timeout(Duration),
    /// Il est mort : voici comment il a fini.
    Ended(ExitStatus),
    /// Il a fermé sa sortie, mais il tourne encore.
    Closed,
    /// Sa ligne dépasse [`MAX_LINE`].
    TooLong,
    /// Sa ligne n'est pas de l'UTF-8.
    NotUtf8,
    /// Il parle une autre version du protocole.
    Version(String),
    /// Sa ligne n'est pas celle que le protocole attend.
    Unexpected(String),
    /// Relancé, il se présente autrement.
    Changed(Hello),
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spawn(_) => write!(f, "le programme ne se lance pas"),
            Self::Timeout(limit) => write!(f, "pas de réponse en {limit:?}"),
            Self::Ended(status) => write!(f, "le programme est mort ({status})"),
            Self::Closed => write!(f, "le programme a fermé sa sortie sans mourir"),
            Self::TooLong => write!(f, "ligne de plus de {MAX_LINE} octets"),
            Self::NotUtf8 => write!(f, "ligne qui n'est pas de l'UTF-8"),
            Self::Version(version) => write!(f, "protocole {version} inconnu : 1 attendu"),
            Self::Unexpected(line) => write!(f, "ligne inattendue : {line:.60?}"),
            Self::Changed(hello) => {
                write!(f, "relancé, il est {} {}", hello.name, hello.version)
            }
        }
    }
}

impl Error for ProgramError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Spawn(error) => Some(error),
            _ => None,
        }
    }
}
