//! Le protocole « atelier 1 » : ce qui s'écrit, ce qui se lit, et ce qui peut mal tourner.
//!
//! Ce fichier est donné complet. Il lit et écrit des lignes ; il ne connaît ni programme, ni
//! fil d'exécution, ni limite de temps.

use std::error::Error;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::process::ExitStatus;
use std::time::Duration;

/// La plus longue ligne qu'un hôte accepte, en octets, fin de ligne non comprise.
pub const MAX_LINE: usize = 1 << 20;

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

/// La poignée de main d'un programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    /// Son nom.
    pub name: String,
    /// Sa version.
    pub version: String,
}

impl Hello {
    /// Lit la première ligne d'un programme : `atelier 1 majuscules 1.0.0`.
    ///
    /// # Errors
    ///
    /// [`ProgramError::Version`] si le protocole n'est pas le 1, [`ProgramError::Unexpected`]
    /// si ce n'est pas une poignée de main.
    pub fn parse(line: &str) -> Result<Self, ProgramError> {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["atelier", "1", name, version] if !name.is_empty() && !version.is_empty() => {
                Ok(Self {
                    name: name.to_owned(),
                    version: version.to_owned(),
                })
            }
            ["atelier", other, ..] if other != "1" => Err(ProgramError::Version(other.to_owned())),
            _ => Err(ProgramError::Unexpected(line.to_owned())),
        }
    }
}

/// La demande numéro `number` : une ligne, fin de ligne comprise.
pub fn request(number: u64, text: &str) -> String {
    format!("executer {number} {}\n", escape(text))
}

/// Lit la réponse à la demande `number` : le texte traité, ou le refus du programme.
///
/// # Errors
///
/// [`ProgramError::Unexpected`] si la ligne n'est pas une réponse, ou répond à une autre
/// demande.
pub fn parse_answer(line: &str, number: u64) -> Result<Result<String, String>, ProgramError> {
    let unexpected = || ProgramError::Unexpected(line.to_owned());
    let mut words = line.splitn(3, ' ');
    let (Some(verdict), Some(answered), Some(text)) = (words.next(), words.next(), words.next())
    else {
        return Err(unexpected());
    };
    let text = unescape(text).ok_or_else(unexpected)?;
    match verdict {
        _ if answered != number.to_string() => Err(unexpected()),
        "ok" => Ok(Ok(text)),
        "erreur" => Ok(Err(text)),
        _ => Err(unexpected()),
    }
}

/// Lit une ligne, sans sa fin, et jamais plus de [`MAX_LINE`] octets.
///
/// # Errors
///
/// [`ProgramError::Closed`] si l'entrée finit avant la ligne, [`ProgramError::TooLong`],
/// [`ProgramError::NotUtf8`].
pub fn read_line(reader: &mut impl BufRead) -> Result<String, ProgramError> {
    let mut line = Vec::new();
    let read = reader
        .take(MAX_LINE as u64 + 1)
        .read_until(b'\n', &mut line);
    if line.pop_if(|last| *last == b'\n').is_none() {
        // Pas de fin de ligne : elle est trop longue, ou l'entrée s'arrête là.
        return Err(match read {
            Ok(length) if length > MAX_LINE => ProgramError::TooLong,
            _ => ProgramError::Closed,
        });
    }
    // Un retour chariot nu ne fait pas partie du texte : le protocole l'aurait écrit `\r`.
    line.pop_if(|last| *last == b'\r');
    String::from_utf8(line).map_err(|_| ProgramError::NotUtf8)
}

/// Un texte sur une seule ligne.
fn escape(text: &str) -> String {
    // La barre d'abord : les suivantes en ajoutent.
    text.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

/// Le contraire d'[`escape`] ; `None` si une barre est suivie d'autre chose.
fn unescape(line: &str) -> Option<String> {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        text.push(match character {
            '\\' => match characters.next()? {
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                _ => return None,
            },
            other => other,
        });
    }
    Some(text)
}
