//! Pourquoi un invité n'a pas été chargé, ou n'a pas répondu.

use std::error::Error;
use std::fmt;
use std::io;

use francais::visible;

/// L'échec du chargement d'un invité : lequel, et le fait.
#[derive(Debug)]
pub struct LoadError {
    /// Le fichier, ou le nom donné aux octets.
    pub origin: String,
    /// Ce qui n'a pas convenu.
    pub reason: LoadErrorKind,
}

// ANCHOR: raisons
/// Ce qui peut ne pas convenir dans un invité, dans l'ordre où l'hôte le vérifie.
#[derive(Debug)]
#[non_exhaustive]
pub enum LoadErrorKind {
    /// Le fichier ne se lit pas.
    Read(io::Error),
    /// Le module dépasse la taille permise.
    TooLarge {
        /// La taille du module, en octets.
        found: u64,
        /// La limite.
        limit: u64,
    },
    /// Le module est trop long à compiler : il a trop de ceci.
    TooComplex {
        /// Ce dont il y a trop.
        what: &'static str,
        /// La limite.
        limit: u64,
    },
    /// Le compilateur a paniqué : un défaut du moteur, que ce module révèle.
    Panicked(String),
    /// Les octets ne sont pas un module valable.
    Compile(String),
    /// Le module demande ce que l'hôte n'accorde pas : la liste entière.
    Imports(Vec<ImportProblem>),
    /// Un export du contrat manque.
    MissingExport(&'static str),
    /// Un export n'a pas le type du contrat.
    WrongType(&'static str),
    /// L'instance n'a pas pu être créée : mémoire ou table trop grande, données hors limites.
    Instantiate(String),
    /// La fonction de départ (*start*) du module a échoué.
    Start(GuestError),
    /// L'invité suit une autre version du contrat.
    AbiVersion {
        /// La version de l'hôte.
        expected: i32,
        /// La version annoncée par l'invité.
        found: i32,
    },
    /// Une fonction de présentation (`abi_version`, `name`, `version`) a échoué.
    Describe(&'static str, GuestError),
    /// Le nom ou la version est vide.
    EmptyText(&'static str),
}

/// Un import refusé.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportProblem {
    /// L'hôte n'a rien de ce nom.
    Unknown(String),
    /// L'hôte connaît cette fonction, mais ne l'a pas accordée à cet invité.
    NotGranted(String),
    /// La fonction est accordée, sous un autre type.
    WrongType(String),
}
// ANCHOR_END: raisons

// ANCHOR: appel
/// Pourquoi un appel n'a pas abouti.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum GuestError {
    /// L'invité a épuisé son carburant.
    OutOfFuel,
    /// Il a épuisé sa pile d'appels.
    StackOverflow,
    /// Il a fait une faute que la machine arrête (*trap*) ; le message est celui de wasmer.
    Trap(String),
    /// L'adresse et la longueur données ne tiennent pas dans sa mémoire.
    OutOfBounds {
        /// L'adresse.
        ptr: u32,
        /// La longueur, en octets.
        len: u32,
        /// La taille de la mémoire, en octets.
        memory: u64,
    },
    /// Le texte dépasse ce que l'hôte accepte de copier.
    TooLong {
        /// La longueur annoncée, en octets.
        len: u64,
        /// La limite.
        limit: u32,
    },
    /// Le texte n'est pas de l'UTF-8 : valable jusqu'à cet octet.
    NotUtf8(usize),
    /// `alloc` n'a pas donné de place.
    Alloc(u32),
    /// Un statut que le contrat ne connaît pas.
    UnknownStatus(i32),
    /// L'invité refuse ce texte, et dit pourquoi.
    Refused(String),
    /// Trop d'octets au journal pendant un appel.
    LogLimit(u32),
    /// L'invité est déjà en train de répondre, dans ce même fil.
    Reentrant,
    /// L'instance n'a pas pu être recréée après une faute.
    Restart(String),
}
// ANCHOR_END: appel

impl GuestError {
    /// Que vaut encore l'instance après cette erreur ?
    ///
    /// Un refus est une réponse : l'invité va bien. Après une faute, sa mémoire peut être dans
    /// n'importe quel état, au milieu d'une écriture : l'instance est jetée.
    pub fn is_fatal(&self) -> bool {
        !matches!(
            self,
            Self::Refused(_) | Self::Reentrant | Self::TooLong { .. }
        )
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} : {}", self.origin, self.reason)
    }
}

impl fmt::Display for LoadErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(_) => write!(f, "le fichier ne se lit pas"),
            Self::TooLarge { found, limit } => {
                write!(f, "module de {found} octets, {limit} au plus")
            }
            Self::TooComplex { what, limit } => {
                write!(f, "module trop complexe : plus de {limit} {what}")
            }
            Self::Panicked(message) => {
                write!(
                    f,
                    "le moteur a paniqué sur ce module ({})",
                    visible(message)
                )
            }
            Self::Compile(reason) => write!(f, "ce n'est pas un module valable ({reason})"),
            Self::Imports(problems) => {
                let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
                write!(f, "imports refusés : {}", list.join(", "))
            }
            Self::MissingExport(name) => write!(f, "l'export « {name} » manque"),
            Self::WrongType(name) => {
                write!(f, "l'export « {name} » n'a pas le type du contrat")
            }
            Self::Instantiate(reason) => write!(f, "l'instance ne peut pas naître ({reason})"),
            Self::Start(error) => write!(f, "la fonction de départ a échoué : {error}"),
            Self::AbiVersion { expected, found } => write!(
                f,
                "contrat version {found}, alors que l'hôte parle la version {expected}"
            ),
            Self::Describe(name, error) => write!(f, "« {name} » a échoué : {error}"),
            Self::EmptyText(name) => write!(f, "« {name} » est vide"),
        }
    }
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "{} (inconnu)", visible(name)),
            Self::NotGranted(name) => write!(f, "{name} (pas accordé)"),
            Self::WrongType(name) => write!(f, "{name} (d'un autre type)"),
        }
    }
}

impl fmt::Display for GuestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfFuel => write!(f, "carburant épuisé"),
            Self::StackOverflow => write!(f, "pile d'appels épuisée"),
            Self::Trap(reason) => write!(f, "faute de l'invité ({reason})"),
            Self::OutOfBounds { ptr, len, memory } => write!(
                f,
                "{len} octets à l'adresse {ptr} sortent de la mémoire, qui en a {memory}"
            ),
            Self::TooLong { len, limit } => {
                write!(f, "texte de {len} octets, {limit} au plus")
            }
            Self::NotUtf8(offset) => {
                write!(
                    f,
                    "le texte n'est pas de l'UTF-8 à partir de l'octet {offset}"
                )
            }
            Self::Alloc(len) => write!(f, "l'invité n'a pas de place pour {len} octets"),
            Self::UnknownStatus(status) => write!(f, "statut inconnu : {status}"),
            Self::Refused(message) if message.is_empty() => write!(f, "échec sans message"),
            Self::Refused(message) => write!(f, "{}", visible(message)),
            Self::LogLimit(limit) => {
                write!(f, "plus de {limit} octets au journal en un appel")
            }
            Self::Reentrant => write!(f, "l'invité est déjà en train de répondre"),
            Self::Restart(reason) => write!(f, "l'instance ne redémarre pas ({reason})"),
        }
    }
}

impl Error for GuestError {}

impl Error for LoadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.reason {
            LoadErrorKind::Read(source) => Some(source),
            LoadErrorKind::Start(source) | LoadErrorKind::Describe(_, source) => Some(source),
            _ => None,
        }
    }
}
