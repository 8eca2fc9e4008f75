//! Un document TOML dont chaque clé et chaque valeur sait d'où elle vient.
//!
//! `toml` rend un arbre de ce genre, mais il emprunte le texte. Le nôtre le possède : une
//! configuration passe d'un fil d'exécution à l'autre et survit à la lecture du fichier.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

/// Une valeur et les octets qu'elle occupe.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Range<usize>,
}

/// Une valeur TOML.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(String),
    Integer(Integer),
    Float(f64),
    Boolean(bool),
    /// Aucun module du livre n'a besoin d'une date : on sait seulement que c'en est une.
    Date,
    List(Vec<Node>),
    Table(Table),
}

/// Un entier TOML est un texte et une base : reste à voir dans quel type il tient.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Integer {
    Signed(i64),
    Unsigned(u64),
    TooBig,
}

/// Une table, dans l'ordre du fichier.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
}

/// Une clé et sa valeur.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Range<usize>,
    pub(crate) node: Node,
}

impl Table {
    /// La valeur de la clé `key`.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.node)
    }
}

impl From<&DeTable<'_>> for Table {
    fn from(table: &DeTable<'_>) -> Self {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_span: key.span(),
                node: value.into(),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        Self { entries }
    }
}

impl From<&Spanned<DeValue<'_>>> for Node {
    fn from(value: &Spanned<DeValue<'_>>) -> Self {
        let span = value.span();
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(integer) => Value::Integer(integer.into()),
            // Un nombre que `f64` ne sait pas lire n'est pas un nombre.
            DeValue::Float(float) => Value::Float(float.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(boolean) => Value::Boolean(*boolean),
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(items) => Value::List(items.iter().map(Node::from).collect()),
            DeValue::Table(table) => Value::Table(table.into()),
        };
        Self { value, span }
    }
}

impl From<&DeInteger<'_>> for Integer {
    fn from(integer: &DeInteger<'_>) -> Self {
        let (digits, radix) = (integer.as_str(), integer.radix());
        i64::from_str_radix(digits, radix)
            .map(Self::Signed)
            .or_else(|_| u64::from_str_radix(digits, radix).map(Self::Unsigned))
            .unwrap_or(Self::TooBig)
    }
}
