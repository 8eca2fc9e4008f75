//! D'un arbre qui connaît ses positions à un type Rust, par serde.
//!
//! `toml` sait faire ce chemin lui-même ; ses erreurs sont alors des phrases anglaises. Ce
//! décodeur-ci rend des [`DecodeError`], dont chaque reproche est encore en morceaux.

use std::ops::Range;
use std::slice;

use serde::de::value::{MapAccessDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use crate::decode_error::DecodeError;
use crate::tree::{Entry, Integer, Node, Table, Value};

// ANCHOR: decodeur
/// Une valeur prête à être lue par serde, et l'endroit d'où elle vient.
#[derive(Clone)]
pub(crate) struct Decoder<'a> {
    target: Target<'a>,
    span: Option<Range<usize>>,
}

impl<'de> de::Deserializer<'de> for Decoder<'_> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        let decoded = match self.target {
            Target::Value(Value::Text(text)) => visitor.visit_str(text),
            Target::Value(Value::Boolean(value)) => visitor.visit_bool(*value),
            Target::Value(Value::Integer(Integer::Signed(value))) => visitor.visit_i64(*value),
            Target::Value(Value::Integer(Integer::Unsigned(value))) => visitor.visit_u64(*value),
            Target::Value(Value::Float(value)) => visitor.visit_f64(*value),
            Target::Value(Value::List(items)) => {
                visitor.visit_seq(SeqDeserializer::new(items.iter().map(Decoder::node)))
            }
            Target::Value(Value::Table(table)) | Target::Table(table) => {
                visitor.visit_map(Entries::of(table))
            }
            Target::Value(other @ (Value::Integer(Integer::TooBig) | Value::Date)) => {
                Err(de::Error::invalid_type(unexpected(other), &visitor))
            }
        };
        // L'erreur d'une valeur imbriquée sait déjà où elle est, et le garde.
        decoded.map_err(|error| error.or_at(self.span))
    }
    // ANCHOR_END: decodeur

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        // TOML n'a pas de valeur nulle : une clé présente est toujours `Some`.
        let span = self.span.clone();
        visitor.visit_some(self).map_err(|error| error.or_at(span))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let span = self.span.clone();
        visitor
            .visit_newtype_struct(self)
            .map_err(|error| error.or_at(span))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let decoded = match self.target {
            Target::Value(Value::Text(text)) => {
                visitor.visit_enum(text.as_str().into_deserializer())
            }
            Target::Value(Value::Table(table)) | Target::Table(table) => {
                visitor.visit_enum(MapAccessDeserializer::new(Entries::of(table)))
            }
            Target::Value(other) => Err(DecodeError::not_a_variant(unexpected(other), variants)),
        };
        decoded.map_err(|error| error.or_at(self.span))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        // Une valeur que personne ne lit n'a pas à être lisible : une date, par exemple.
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier
    }
}

/// Ce qui est à lire. La racine d'un document est une table qui n'est dans aucune valeur.
#[derive(Clone, Copy)]
enum Target<'a> {
    Value(&'a Value),
    Table(&'a Table),
}

impl<'a> Decoder<'a> {
    pub(crate) fn node(node: &'a Node) -> Self {
        Self {
            target: Target::Value(&node.value),
            span: Some(node.span.clone()),
        }
    }

    /// Une table dont l'en-tête est à `span`.
    pub(crate) fn table(table: &'a Table, span: Range<usize>) -> Self {
        Self {
            target: Target::Table(table),
            span: Some(span),
        }
    }

    /// La racine d'un document : elle n'est nulle part en particulier.
    pub(crate) fn root(table: &'a Table) -> Self {
        Self {
            target: Target::Table(table),
            span: None,
        }
    }
}

impl<'de> IntoDeserializer<'de, DecodeError> for Decoder<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Les entrées d'une table. Une clé refusée est soulignée elle-même, pas sa valeur.
struct Entries<'a> {
    entries: slice::Iter<'a, Entry>,
    value: Option<&'a Node>,
}

impl<'a> Entries<'a> {
    fn of(table: &'a Table) -> Self {
        Self {
            entries: table.entries.iter(),
            value: None,
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, DecodeError> {
        let Some(entry) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some(&entry.node);
        seed.deserialize(entry.key.as_str().into_deserializer())
            .map(Some)
            .map_err(|error: DecodeError| error.or_at(Some(entry.key_span.clone())))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, DecodeError> {
        let value = self.value.take().ok_or_else(|| {
            <DecodeError as de::Error>::custom("une valeur est demandée avant sa clé")
        })?;
        seed.deserialize(Decoder::node(value))
    }
}

/// Ce qu'une valeur est, pour une erreur.
fn unexpected(value: &Value) -> Unexpected<'_> {
    match value {
        Value::Text(text) => Unexpected::Str(text),
        Value::Integer(Integer::Signed(value)) => Unexpected::Signed(*value),
        Value::Integer(Integer::Unsigned(value)) => Unexpected::Unsigned(*value),
        Value::Integer(Integer::TooBig) => Unexpected::Other("un entier de plus de 64 bits"),
        Value::Float(value) => Unexpected::Float(*value),
        Value::Boolean(value) => Unexpected::Bool(*value),
        Value::Date => Unexpected::Other("une date"),
        Value::List(_) => Unexpected::Seq,
        Value::Table(_) => Unexpected::Map,
    }
}
