//! Ce que serde reproche à une valeur, gardé en morceaux pour être dit en français.

use std::fmt::{self, Display};
use std::ops::Range;

use serde::de::{self, Expected, Unexpected};

use crate::suggest::closest;
use crate::wording::{quoted_list, short};
use crate::{Diagnostic, Kind, Place};

/// Une erreur de décodage et l'endroit où elle s'est produite.
#[derive(Debug)]
pub(crate) struct DecodeError {
    reason: Reason,
    span: Option<Range<usize>>,
}

// ANCHOR: raisons
/// Les reproches que serde sait faire, un par méthode du trait [`de::Error`].
#[derive(Debug)]
enum Reason {
    Custom(String),
    Type {
        found: String,
        expected: String,
    },
    Value {
        found: String,
        expected: String,
    },
    Length {
        found: usize,
        expected: String,
    },
    UnknownField {
        found: String,
        known: &'static [&'static str],
    },
    UnknownVariant {
        found: String,
        known: &'static [&'static str],
    },
    MissingField(&'static str),
    DuplicateField(&'static str),
}

impl de::Error for DecodeError {
    fn custom<T: Display>(message: T) -> Self {
        Reason::Custom(message.to_string()).into()
    }

    fn unknown_field(found: &str, known: &'static [&'static str]) -> Self {
        let found = found.to_owned();
        Reason::UnknownField { found, known }.into()
    }

    fn missing_field(field: &'static str) -> Self {
        Reason::MissingField(field).into()
    }
    // …
    // ANCHOR_END: raisons

    fn duplicate_field(field: &'static str) -> Self {
        Reason::DuplicateField(field).into()
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        let found = found.to_owned();
        Reason::UnknownVariant { found, known }.into()
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Reason::Type {
            found: found_in_french(found),
            expected: expected_in_french(&expected.to_string()),
        }
        .into()
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Reason::Value {
            found: found_in_french(found),
            expected: expected_in_french(&expected.to_string()),
        }
        .into()
    }

    fn invalid_length(found: usize, expected: &dyn Expected) -> Self {
        Reason::Length {
            found,
            expected: expected_in_french(&expected.to_string()),
        }
        .into()
    }
}

impl From<Reason> for DecodeError {
    fn from(reason: Reason) -> Self {
        Self { reason, span: None }
    }
}

impl DecodeError {
    /// Une valeur qui n'est aucun des choix `known`.
    pub(crate) fn not_a_variant(found: Unexpected<'_>, known: &[&str]) -> Self {
        Reason::Type {
            found: found_in_french(found),
            expected: quoted_list(known, "ou"),
        }
        .into()
    }

    /// Place l'erreur, si un niveau plus profond ne l'a pas déjà fait.
    pub(crate) fn or_at(mut self, span: Option<Range<usize>>) -> Self {
        self.span = self.span.or(span);
        self
    }

    /// L'erreur telle qu'on la montre.
    pub(crate) fn into_diagnostic(self, kind: Kind) -> Diagnostic {
        let place = match &self.span {
            Some(span) => Place::Span(span.clone()),
            None => Place::Source,
        };
        let label = match &self.reason {
            Reason::Type { expected, .. }
            | Reason::Value { expected, .. }
            | Reason::Length { expected, .. } => format!("attendu : {expected}"),
            Reason::UnknownField { found, known } | Reason::UnknownVariant { found, known } => {
                closest(found, known.iter().copied())
                    .map(|near| format!("vouliez-vous dire « {near} » ?"))
                    .unwrap_or_default()
            }
            Reason::MissingField(field) => format!("ajoutez « {field} = … »"),
            Reason::Custom(_) | Reason::DuplicateField(_) => String::new(),
        };
        let help = match &self.reason {
            Reason::UnknownField { known: [], .. } => {
                Some("aucune clé n'est attendue ici".to_owned())
            }
            Reason::UnknownField { known, .. } => {
                Some(format!("clés possibles : {}", quoted_list(known, "et")))
            }
            Reason::UnknownVariant { known, .. } => {
                Some(format!("valeurs possibles : {}", quoted_list(known, "et")))
            }
            _ => None,
        };
        let mut diagnostic = Diagnostic::new(kind, place, self.to_string());
        if let Some(help) = help {
            diagnostic = diagnostic.help(help);
        } else if diagnostic.place == Place::Source && !label.is_empty() {
            // Sans ligne à souligner, l'étiquette n'aurait pas où s'écrire.
            return diagnostic.help(label);
        }
        diagnostic.label(label)
    }
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Custom(message) => f.write_str(message),
            Reason::Type { found, .. } => write!(f, "{found} ne convient pas ici"),
            Reason::Value { found, .. } => write!(f, "{found} n'est pas une valeur permise"),
            Reason::Length { found, .. } => {
                write!(f, "{found} éléments : ce n'est pas le bon nombre")
            }
            Reason::UnknownField { found, .. } => write!(f, "clé inconnue : « {} »", short(found)),
            Reason::UnknownVariant { found, .. } => {
                write!(f, "choix inconnu : « {} »", short(found))
            }
            Reason::MissingField(field) => write!(f, "il manque la clé « {field} »"),
            Reason::DuplicateField(field) => write!(f, "la clé « {field} » est donnée deux fois"),
        }
    }
}

impl std::error::Error for DecodeError {}

// ANCHOR: francais
/// Ce que serde a trouvé.
fn found_in_french(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("le booléen « {value} »"),
        Unexpected::Unsigned(value) => format!("l'entier {value}"),
        Unexpected::Signed(value) => format!("l'entier {value}"),
        Unexpected::Float(value) => format!("le nombre à virgule {value}"),
        Unexpected::Char(value) => format!("le caractère « {value} »"),
        Unexpected::Str(value) => format!("le texte « {} »", short(value)),
        Unexpected::Seq => "une liste".to_owned(),
        Unexpected::Map => "une table".to_owned(),
        Unexpected::Other(other) => other.to_owned(),
        _ => "cette valeur".to_owned(),
    }
}

/// Ce que serde attendait. Les types de serde se décrivent en anglais ; une description
/// que nous ne connaissons pas vient d'un type du projet, qui parle déjà français.
fn expected_in_french(expected: &str) -> String {
    let french = match expected {
        "a boolean" => "« true » ou « false »",
        "a string" => "un texte entre guillemets",
        "a character" => "un seul caractère",
        "a sequence" => "une liste",
        "a map" => "une table",
        "i8" | "i16" | "i32" | "i64" | "isize" => "un entier",
        "u8" => "un entier de 0 à 255",
        "u16" => "un entier de 0 à 65 535",
        "u32" => "un entier de 0 à 4 294 967 295",
        "u64" | "usize" => "un entier positif ou nul",
        "a nonzero u8" => "un entier de 1 à 255",
        "a nonzero u16" => "un entier de 1 à 65 535",
        "a nonzero u32" => "un entier de 1 à 4 294 967 295",
        "a nonzero u64" | "a nonzero usize" => "un entier d'au moins 1",
        "f32" | "f64" => "un nombre",
        "path string" => "un chemin entre guillemets",
        other if other.starts_with("struct ") => "une table",
        other => other,
    };
    french.to_owned()
}
// ANCHOR_END: francais
