//! Lire, transformer, écrire : un texte sans fin, en mémoire constante.

use std::error::Error;
use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;

use ch_configuration::{Live, Workshop};
use ch_contrat::{Plugin, PluginError};
use prose::Mismatch;

use crate::chunks::best_cut;
use crate::passages::{Passage, Passages};
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

/// Ce qu'est le texte.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Du Markdown : les modules n'en reçoivent que la prose.
    #[default]
    Markdown,
    /// Du texte sans structure : les modules reçoivent tout.
    Plain,
}

// ANCHOR: chaine
/// Une chaîne de modules, que l'on peut remplacer entre deux morceaux.
#[derive(Debug)]
pub struct Pipeline {
    live: Arc<Live<Workshop>>,
    cut: Cut,
    format: Format,
}

impl Pipeline {
    /// Les modules du moment de `live` ; `cut` dit comment couper le texte.
    pub fn new(live: Arc<Live<Workshop>>, cut: Cut) -> Self {
        let format = Format::default();
        Self { live, cut, format }
    }

    /// Change ce qu'est le texte.
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
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
        let mut pieces = Pieces::new(input, self.cut, self.format);
        let mut summary = Summary::default();
        loop {
            // D'abord attendre le texte, puis prendre les modules du moment : une relecture faite
            // pendant l'attente vaut pour ce morceau. Ils sont gardés jusqu'à sa fin : on ne
            // change jamais de modules au milieu d'un texte.
            pieces.wait().map_err(RunError::Read)?;
            let workshop = self.live.current();
            let line = pieces.line();
            let longest = longest_chunk(&workshop);
            let Some(piece) = pieces.next(longest).map_err(RunError::Read)? else {
                break;
            };
            summary.chunks += 1;
            summary.read += piece.text().len() as u64;
            let text = match transform(&workshop, piece, longest) {
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

/// Un morceau, module après module. D'un document, les modules n'ont que la prose ; elle y est
/// remise à la fin.
fn transform(workshop: &Workshop, piece: Piece, longest: usize) -> Result<String, PluginError> {
    let passage = match piece {
        Piece::Plain(text) => return chain(workshop, text, |plugin, text| plugin.execute(&text)),
        Piece::Markdown(passage) => passage,
    };
    let Some(prose) = passage.prose() else {
        return Ok(passage.text().to_owned());
    };
    let answer = chain(workshop, prose.text().to_owned(), |plugin, text| {
        let answer = requests(&text, longest, |request| plugin.execute(request))?;
        // Vérifié après chaque module, pour savoir lequel a failli.
        prose
            .put_back(&answer)
            .map_err(|error| refused(plugin, error))?;
        Ok(answer)
    })?;
    Ok(prose
        .put_back(&answer)
        .expect("chaque réponse a été vérifiée"))
}

fn chain(
    workshop: &Workshop,
    text: String,
    mut execute: impl FnMut(&dyn Plugin, String) -> Result<String, PluginError>,
) -> Result<String, PluginError> {
    workshop
        .plugins()
        .try_fold(text, |text, plugin| execute(plugin, text))
}
// ANCHOR_END: chaine

fn refused(plugin: &dyn Plugin, error: Mismatch) -> PluginError {
    let help = "pour lui donner le texte entier, ajoutez « --brut »";
    PluginError::execute(plugin.name(), format!("{error} ; {help}")).with_source(error)
}

// ANCHOR: demandes
/// Donne à un module un texte plus long que permis, en plusieurs fois. C'est la prose que l'on
/// coupe ici, plus le document : rien n'y est ouvert.
fn requests(
    text: &str,
    longest: usize,
    mut execute: impl FnMut(&str) -> Result<String, PluginError>,
) -> Result<String, PluginError> {
    let mut answer = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (request, after) = rest.split_at(request_len(rest, longest));
        // La fin de ligne où l'on coupe n'est pas du texte à changer.
        let line = request.trim_end_matches('\n');
        if !line.is_empty() {
            answer.push_str(&execute(line)?);
        }
        answer.push_str(&request[line.len()..]);
        rest = after;
    }
    Ok(answer)
}
// ANCHOR_END: demandes

/// La longueur du prochain texte à donner : au plus `longest` octets, et un caractère au moins.
fn request_len(text: &str, longest: usize) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let window = &text[..text.floor_char_boundary(longest.max(first))];
    if window.len() == text.len() {
        return text.len();
    }
    // Entre deux mots, mais pas entre un mot et le signe qui le suit (« Oui ! »).
    let between_words = |&(at, _): &(usize, &str)| {
        let after = window[at + 1..].starts_with(char::is_alphanumeric);
        after && !window[..at].ends_with('«')
    };
    let words = window.rmatch_indices(' ').find(between_words);
    let line = window.rfind('\n').map(|at| at + 1);
    line.or(words.map(|(at, _)| at + 1))
        .unwrap_or_else(|| best_cut(window))
}

/// `longueur_max` compte des caractères. Un morceau d'autant d'octets n'en a jamais plus.
fn longest_chunk(workshop: &Workshop) -> usize {
    usize::try_from(workshop.config().max_chars.value).unwrap_or(MAX_CHUNK)
}

/// Le texte à traiter, selon ce qu'il est.
enum Pieces<R> {
    Markdown(Passages<R>),
    Plain(Chunks<R>),
}

/// Un morceau du texte.
enum Piece {
    Markdown(Passage),
    Plain(String),
}

impl<R: Read> Pieces<R> {
    fn new(input: R, cut: Cut, format: Format) -> Self {
        match format {
            Format::Markdown => Self::Markdown(Passages::new(input, cut)),
            Format::Plain => Self::Plain(Chunks::new(input, cut)),
        }
    }

    fn wait(&mut self) -> Result<(), ChunkError> {
        match self {
            Self::Markdown(passages) => passages.wait(),
            Self::Plain(chunks) => chunks.wait(),
        }
    }

    fn line(&self) -> u64 {
        match self {
            Self::Markdown(passages) => passages.line(),
            Self::Plain(chunks) => chunks.line(),
        }
    }

    fn next(&mut self, longest: usize) -> Result<Option<Piece>, ChunkError> {
        Ok(match self {
            Self::Markdown(passages) => passages.next_passage(longest)?.map(Piece::Markdown),
            Self::Plain(chunks) => chunks.next_chunk(longest)?.map(Piece::Plain),
        })
    }
}

impl Piece {
    fn text(&self) -> &str {
        match self {
            Self::Markdown(passage) => passage.text(),
            Self::Plain(text) => text,
        }
    }
}
