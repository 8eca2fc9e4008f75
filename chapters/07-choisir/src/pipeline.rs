//! Lire, transformer, écrire : un texte sans fin, en mémoire constante.

use std::error::Error;
use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;

use ch_configuration::{Live, Workshop};
use ch_contrat::PluginError;

use crate::policy::{Lost, lost};
use crate::{ChunkError, Chunks, Cut, MAX_CHUNK};

/// Ce qui est passé par la chaîne.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Le nombre de morceaux.
    pub chunks: u64,
    /// Les octets lus.
    pub read: u64,
    /// Les octets écrits.
    pub written: u64,
}

/// Pourquoi le travail s'est arrêté.
#[derive(Debug)]
#[non_exhaustive]
pub enum RunError {
    /// La lecture.
    Read(ChunkError),
    /// L'écriture.
    Write(io::Error),
    /// Un module, dont la politique est d'arrêter.
    Plugin {
        /// La ligne où commence le morceau refusé, comptée depuis 1.
        line: u64,
        /// L'échec du module.
        error: PluginError,
    },
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Write(error) => write!(f, "impossible d'écrire, {}", francais::cause(error)),
            Self::Plugin { line, error } => {
                write!(f, "à partir de la ligne {line}, {error}")
            }
        }
    }
}

impl Error for RunError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::Write(error) => Some(error),
            Self::Plugin { error, .. } => Some(error),
        }
    }
}

// ANCHOR: chaine
/// Une chaîne de modules, que l'on peut remplacer entre deux morceaux.
#[derive(Debug)]
pub struct Pipeline {
    live: Arc<Live<Workshop>>,
    cut: Cut,
}

impl Pipeline {
    /// Les modules du moment de `live` ; `cut` dit comment couper le texte.
    pub fn new(live: Arc<Live<Workshop>>, cut: Cut) -> Self {
        Self { live, cut }
    }

    /// Fait passer tout `input` dans `output`. `progress` apprend, après chaque morceau, où
    /// l'on en est.
    ///
    /// Ce qui est écrit est bon : un morceau refusé n'est pas écrit, et rien ne l'est après lui.
    ///
    /// # Errors
    ///
    /// Si un module dont la politique est d'arrêter échoue, si la lecture ou l'écriture échoue.
    pub fn run(
        &self,
        input: impl Read,
        output: &mut impl Write,
        mut progress: impl FnMut(&Summary),
    ) -> Result<Summary, RunError> {
        let mut chunks = Chunks::new(input, self.cut);
        let mut summary = Summary::default();
        loop {
            // Les modules du moment, gardés le temps d'un morceau : une relecture ne change
            // jamais de modules au milieu d'un texte.
            let workshop = self.live.current();
            let line = chunks.line();
            let longest = longest_chunk(&workshop);
            let Some(text) = chunks.next_chunk(longest).map_err(RunError::Read)? else {
                break;
            };
            summary.chunks += 1;
            summary.read += text.len() as u64;
            let text = match transform(&workshop, text) {
                Ok(text) => text,
                Err(error) if lost(&workshop, &error) == Lost::Text => continue,
                Err(error) => return Err(RunError::Plugin { line, error }),
            };
            output.write_all(text.as_bytes()).map_err(RunError::Write)?;
            summary.written += text.len() as u64;
            if self.cut == Cut::Line {
                output.flush().map_err(RunError::Write)?;
            }
            progress(&summary);
        }
        output.flush().map_err(RunError::Write)?;
        Ok(summary)
    }
}

/// Un texte, module après module.
fn transform(workshop: &Workshop, mut text: String) -> Result<String, PluginError> {
    for plugin in workshop.plugins() {
        text = plugin.execute(&text)?;
    }
    Ok(text)
}

/// `longueur_max` compte des caractères. Un morceau d'autant d'octets n'en a jamais plus.
fn longest_chunk(workshop: &Workshop) -> usize {
    usize::try_from(workshop.config().max_chars.value).unwrap_or(MAX_CHUNK)
}
// ANCHOR_END: chaine
