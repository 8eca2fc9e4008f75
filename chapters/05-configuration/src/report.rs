//! Les erreurs d'une configuration : toutes à la fois, chacune à sa ligne.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use crate::Source;

/// Ce qui ne va pas, pour un programme qui voudrait trier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Le fichier ne se lit pas, ou n'est pas du texte.
    Unreadable,
    /// Ce n'est pas du TOML.
    Syntax,
    /// C'est du TOML, mais pas une configuration : clé inconnue, manquante, mal remplie.
    Structure,
    /// Une variable d'environnement ne convient pas.
    Environment,
    /// Aucune fabrique ne connaît ce type de module.
    UnknownModule,
    /// Les options d'un module n'ont pas la forme que sa fabrique attend.
    Options,
    /// Deux modules portent le même nom.
    Duplicate,
    /// Un module en attend un autre qui n'existe pas ou n'est pas actif.
    Dependency,
    /// Des modules s'attendent les uns les autres.
    Cycle,
    /// Une fabrique a refusé de construire.
    Factory,
    /// Un module construit a refusé de s'initialiser.
    Init,
}

/// Où regarder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Le fichier entier.
    Source,
    /// Ces octets du fichier.
    Span(Range<usize>),
    /// Une variable d'environnement.
    Variable(String),
}

// ANCHOR: diagnostic
/// Une erreur : ce qui ne va pas, où, et que faire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// La sorte d'erreur.
    pub kind: Kind,
    /// Où elle se voit.
    pub place: Place,
    /// Ce qui ne va pas, en une ligne.
    pub message: String,
    /// Ce qui s'écrit sous la ligne fautive, après le soulignement.
    pub label: String,
    /// D'autres endroits du fichier qui éclairent l'erreur.
    pub others: Vec<(Range<usize>, String)>,
    /// Comment réparer.
    pub help: Option<Box<str>>,
}
// ANCHOR_END: diagnostic

impl Diagnostic {
    /// Une erreur sans étiquette ni aide.
    pub fn new(kind: Kind, place: Place, message: impl Into<String>) -> Self {
        Self {
            kind,
            place,
            message: message.into(),
            label: String::new(),
            others: Vec::new(),
            help: None,
        }
    }

    /// Avec ce texte sous la ligne fautive.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Avec un autre endroit à regarder.
    #[must_use]
    pub fn other(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.others.push((span, label.into()));
        self
    }

    /// Avec une façon de réparer.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into().into_boxed_str());
        self
    }

    /// Le premier octet en cause, s'il y en a un.
    pub fn offset(&self) -> Option<usize> {
        match &self.place {
            Place::Span(span) => Some(span.start),
            Place::Source | Place::Variable(_) => None,
        }
    }
}

/// Toutes les erreurs d'une lecture, dans l'ordre du fichier. Il y en a au moins une.
///
/// Son affichage cite chaque ligne fautive et la souligne.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    // Un `Err` passe de main en main : il tient dans un pointeur.
    content: Box<(Source, Vec<Diagnostic>)>,
}

impl Report {
    /// Au-delà de ce nombre, les erreurs sont comptées et non plus montrées.
    pub const SHOWN: usize = 20;

    /// Les erreurs `diagnostics` de `source`.
    ///
    /// # Panics
    ///
    /// S'il n'y a pas d'erreur : un rapport vide n'aurait rien à faire dans un `Err`.
    pub fn new(source: Source, mut diagnostics: Vec<Diagnostic>) -> Self {
        assert!(
            !diagnostics.is_empty(),
            "un rapport porte au moins une erreur"
        );
        diagnostics.sort_by_key(Diagnostic::offset);
        Self {
            content: Box::new((source, diagnostics)),
        }
    }

    /// Les erreurs, dans l'ordre du fichier.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.content.1
    }

    /// Le texte en cause.
    pub fn source_text(&self) -> &Source {
        &self.content.0
    }
}

impl Error for Report {}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (source, diagnostics) = &*self.content;
        for (rank, diagnostic) in diagnostics.iter().take(Self::SHOWN).enumerate() {
            if rank > 0 {
                writeln!(f)?;
            }
            write!(f, "{}", Rendering { source, diagnostic })?;
        }
        match diagnostics.len().saturating_sub(Self::SHOWN) {
            0 => Ok(()),
            1 => writeln!(f, "\net une autre erreur"),
            hidden => writeln!(f, "\net {hidden} autres erreurs"),
        }
    }
}

/// Une erreur et le texte qu'elle cite.
struct Rendering<'a> {
    source: &'a Source,
    diagnostic: &'a Diagnostic,
}

// ANCHOR: rendu
impl fmt::Display for Rendering<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic { place, message, .. } = self.diagnostic;
        writeln!(f, "erreur : {}", one_line(message))?;
        let margin = match place {
            Place::Source => {
                writeln!(f, " --> {}", self.source.name())?;
                1
            }
            Place::Variable(name) => {
                writeln!(f, " --> variable d'environnement {}", one_line(name))?;
                1
            }
            Place::Span(span) => self.quote(f, span)?,
        };
        if let Some(help) = &self.diagnostic.help {
            writeln!(f, "{:margin$} = aide : {}", "", one_line(help))?;
        }
        Ok(())
    }
}

impl Rendering<'_> {
    /// Cite les lignes en cause, chacune soulignée ; rend la largeur de la marge.
    fn quote(&self, f: &mut fmt::Formatter<'_>, main: &Range<usize>) -> Result<usize, fmt::Error> {
        let mut marks = vec![(main, '^', &self.diagnostic.label)];
        marks.extend(
            self.diagnostic
                .others
                .iter()
                .map(|(span, label)| (span, '-', label)),
        );
        marks.sort_by_key(|(span, ..)| span.start);

        let line_of = |span: &Range<usize>| self.source.locate(span.start).0;
        let margin = marks.iter().map(|(span, ..)| line_of(span)).max();
        let margin = margin.unwrap_or(1).to_string().len();
        let (line, column) = self.source.locate(main.start);
        writeln!(
            f,
            "{:margin$}--> {}:{line}:{column}",
            "",
            self.source.name()
        )?;
        writeln!(f, "{:margin$} |", "")?;
        let mut previous = None;
        for (span, sign, label) in marks {
            let line = line_of(span);
            if previous.is_some_and(|previous| line > previous + 1) {
                writeln!(f, "...")?;
            }
            let excerpt = self.source.excerpt(span);
            if previous != Some(line) {
                writeln!(f, "{line:margin$} | {}", excerpt.text)?;
            }
            previous = Some(line);
            let underline = sign.to_string().repeat(excerpt.len.max(1));
            let mark = format!(
                "{:1$}{underline} {label}",
                "",
                excerpt.start,
                label = one_line(label)
            );
            writeln!(f, "{:margin$} | {}", "", mark.trim_end())?;
        }
        Ok(margin)
    }
}
// ANCHOR_END: rendu

/// Un message tient sur une ligne, et ne commande pas le terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
