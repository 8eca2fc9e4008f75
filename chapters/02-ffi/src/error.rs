//! Pourquoi un greffon n'a pas pu être chargé.

use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

use ch_contrat::PluginError;

/// L'échec du chargement d'un greffon : le fichier, et le fait.
///
/// Suivant l'usage, [`fmt::Display`] ne répète pas la cause que [`Error::source`] rend :
/// [`ch_contrat::error::chain`] écrit les deux.
#[derive(Debug)]
pub struct LoadError {
    /// Le fichier que l'hôte voulait charger.
    pub path: PathBuf,
    /// Ce qui n'a pas convenu.
    pub reason: LoadErrorKind,
}

// ANCHOR: raisons
/// Ce qui peut ne pas convenir dans un greffon, dans l'ordre où l'hôte le vérifie.
#[derive(Debug)]
#[non_exhaustive]
pub enum LoadErrorKind {
    /// Le fichier n'existe pas, ou ne peut pas être lu.
    Read(io::Error),
    /// Le fichier ne se copie pas dans ce dossier.
    Copy {
        /// Le dossier des copies.
        folder: PathBuf,
        /// Ce que le système en dit.
        error: io::Error,
    },
    /// Ce n'est visiblement pas une bibliothèque.
    NotALibrary(&'static str),
    /// La bibliothèque est compilée pour un autre processeur.
    WrongArchitecture,
    /// Le fichier est plus court que son en-tête ne l'annonce : une copie interrompue.
    Truncated {
        /// La longueur annoncée, en octets.
        expected: u64,
        /// La longueur du fichier.
        found: u64,
    },
    /// La sonde a échoué dans son processus : voir [`Probe`](crate::Probe).
    Probe(String),
    /// Le système n'a pas pu ouvrir le fichier comme une bibliothèque.
    Open(libloading::Error),
    /// La bibliothèque n'exporte pas la fonction d'entrée.
    MissingEntry(libloading::Error),
    /// La fonction d'entrée a rendu un pointeur nul.
    NullTable,
    /// La table n'est pas alignée comme une `PluginApi` : ce n'en est pas une.
    MisalignedTable,
    /// Le greffon suit une autre version du contrat.
    AbiVersion {
        /// La version de l'hôte.
        expected: u32,
        /// La version annoncée par le greffon.
        found: u32,
    },
    /// La table est trop courte pour la version annoncée.
    ShortTable {
        /// La taille minimale, en octets.
        expected: usize,
        /// La taille annoncée par le greffon, en octets.
        found: usize,
    },
    /// Un texte obligatoire est nul, ou n'est pas de l'UTF-8.
    InvalidText(&'static str),
    /// Une fonction obligatoire est nulle.
    MissingFunction(&'static str),
    /// `create` a échoué, ou n'a pas rendu d'instance.
    Create(String),
    /// `init` a échoué, et l'hôte en avait besoin tout de suite : un remplacement à chaud.
    Init(PluginError),
}
// ANCHOR_END: raisons

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} : {}", self.path.display(), self.reason)
    }
}

impl fmt::Display for LoadErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(_) => write!(f, "ce fichier ne peut pas être lu"),
            Self::Copy { folder, .. } => {
                write!(f, "ce fichier ne se copie pas dans {}", folder.display())
            }
            Self::NotALibrary(why) => write!(f, "ce n'est pas une bibliothèque : {why}"),
            Self::WrongArchitecture => {
                write!(
                    f,
                    "bibliothèque compilée pour une autre machine que celle-ci"
                )
            }
            Self::Truncated { .. } => write!(
                f,
                "bibliothèque tronquée : le fichier finit avant ce que son en-tête annonce"
            ),
            Self::Probe(what) => write!(f, "l'essai dans un autre processus a échoué : {what}"),
            Self::Open(_) => write!(f, "ce fichier ne s'ouvre pas comme une bibliothèque"),
            Self::MissingEntry(_) => {
                write!(
                    f,
                    "la bibliothèque n'exporte pas la fonction « plugin_entry »"
                )
            }
            Self::NullTable => write!(f, "« plugin_entry » a rendu un pointeur nul"),
            Self::MisalignedTable => {
                write!(
                    f,
                    "l'adresse rendue par « plugin_entry » n'est pas celle d'une table"
                )
            }
            Self::AbiVersion { expected, found } => write!(
                f,
                "contrat version {found}, alors que l'hôte parle la version {expected}"
            ),
            Self::ShortTable { expected, found } => {
                write!(f, "table de {found} octets, il en faut au moins {expected}")
            }
            Self::InvalidText(field) => {
                write!(f, "le champ « {field} » n'est pas un texte UTF-8")
            }
            Self::MissingFunction(name) => write!(f, "la fonction « {name} » est nulle"),
            Self::Create(reason) => write!(f, "« create » a échoué : {reason}"),
            Self::Init(_) => write!(f, "« init » a échoué"),
        }
    }
}

impl Error for LoadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.reason {
            LoadErrorKind::Read(source) | LoadErrorKind::Copy { error: source, .. } => Some(source),
            LoadErrorKind::Open(source) | LoadErrorKind::MissingEntry(source) => Some(source),
            LoadErrorKind::Init(source) => Some(source),
            _ => None,
        }
    }
}
