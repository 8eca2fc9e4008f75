//! Pourquoi un script n'a pas été chargé, ou n'a pas rendu de texte.

use std::error::Error;
use std::fmt;
use std::io;

use crate::Diagnostic;

// ANCHOR: erreur
/// L'échec d'un script : ce que c'est, et l'endroit.
#[derive(Debug)]
pub struct ScriptError {
    // Dans une boîte : un `Result` reste petit, et un appel qui réussit ne paie rien.
    failure: Box<Failure>,
}

#[derive(Debug)]
struct Failure {
    kind: ScriptErrorKind,
    diagnostic: Diagnostic,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// Les sortes d'échec, pour qu'un hôte puisse décider sans lire le message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScriptErrorKind {
    /// Le fichier ne se lit pas.
    Read,
    /// Le fichier n'est pas un texte UTF-8.
    Encoding,
    /// L'analyseur refuse le script.
    Syntax,
    /// Le script ne tient pas le contrat : une fonction manque, un type ne convient pas.
    Contract,
    /// Le script a échoué pendant l'exécution.
    Runtime,
    /// Le script a atteint une limite.
    Limit(Limit),
    /// L'hôte ou le moteur a paniqué ; c'est leur défaut, pas celui du script.
    Panic,
}

/// La limite qu'un script a atteinte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// Le fichier source est trop long.
    Source,
    /// Le texte à traiter est trop long.
    Input,
    /// Trop d'opérations.
    Operations,
    /// Trop de temps.
    Time,
    /// Trop d'appels, d'expressions ou de données imbriqués.
    Depth,
    /// Une chaîne, un tableau ou un dictionnaire trop grand.
    Data,
    /// Trop de mémoire.
    Memory,
    /// Trop de variables ou de fonctions.
    Names,
    /// Trop de notes au journal.
    Notes,
}
// ANCHOR_END: erreur

impl Limit {
    /// Ce qu'on en dit à l'auteur du script.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Source => "script trop long",
            Self::Input => "texte trop long",
            Self::Operations => "trop d'opérations",
            Self::Time => "temps dépassé",
            Self::Depth => "trop d'appels imbriqués",
            Self::Data => "donnée trop grande",
            Self::Memory => "mémoire épuisée",
            Self::Names => "trop de noms",
            Self::Notes => "trop de notes au journal",
        }
    }
}

impl ScriptError {
    pub(crate) fn new(kind: ScriptErrorKind, diagnostic: Diagnostic) -> Self {
        let failure = Failure {
            kind,
            diagnostic,
            source: None,
        };
        Self {
            failure: Box::new(failure),
        }
    }

    pub(crate) fn read(file: &str, source: io::Error) -> Self {
        let diagnostic = Diagnostic::whole_file(file, "ce fichier ne se lit pas");
        Self::new(ScriptErrorKind::Read, diagnostic).with_source(source)
    }

    pub(crate) fn contract(file: &str, message: impl Into<String>) -> Self {
        Self::new(
            ScriptErrorKind::Contract,
            Diagnostic::whole_file(file, message),
        )
    }

    pub(crate) fn limit(limit: Limit, file: &str, message: impl Into<String>) -> Self {
        Self::new(
            ScriptErrorKind::Limit(limit),
            Diagnostic::whole_file(file, message),
        )
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.failure.source = Some(source.into());
        self
    }

    /// La sorte d'échec.
    pub fn kind(&self) -> ScriptErrorKind {
        self.failure.kind
    }

    /// La limite atteinte, si c'en est une.
    pub fn limit_reached(&self) -> Option<Limit> {
        match self.failure.kind {
            ScriptErrorKind::Limit(limit) => Some(limit),
            _ => None,
        }
    }

    /// Le message et l'endroit.
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.failure.diagnostic
    }
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.diagnostic.fmt(f)
    }
}

impl Error for ScriptError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.failure.source.as_deref().map(|source| source as _)
    }
}
