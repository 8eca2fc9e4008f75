//! Le protocole « atelier 1 » : ce qui s'écrit, ce qui se lit, et ce qui peut mal tourner.
//!
//! Ce fichier est donné complet. Il lit et écrit des lignes ; il ne connaît ni programme, ni
//! fil d'exécution, ni limite de temps.

mod error;

use std::io::{BufRead, Read};

pub use error::ProgramError;

/// La plus longue ligne qu'un hôte accepte, en octets, fin de ligne non comprise.
pub const MAX_LINE: usize = 1 << 20;

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
