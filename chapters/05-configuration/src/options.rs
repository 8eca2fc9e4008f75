//! La table d'un module, que seule sa fabrique sait lire.

use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::decode::Decoder;
use crate::tree::Table;
use crate::{Diagnostic, Kind};

// ANCHOR: options
/// Les options d'un module, encore sans type : elles attendent le deuxième temps de la lecture.
#[derive(Debug, Clone)]
pub struct Options {
    table: Table,
    span: Range<usize>,
}

impl Options {
    /// Lit les options dans le type `T`.
    ///
    /// C'est à `T` de refuser les clés qu'il ne connaît pas, par
    /// `#[serde(deny_unknown_fields)]`. Les dates de TOML et `toml::Spanned` ne sont pas
    /// pris en charge.
    ///
    /// # Errors
    ///
    /// Ce que serde reproche au texte, à l'endroit où il le lui reproche.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Diagnostic> {
        T::deserialize(Decoder::table(&self.table, self.span.clone()))
            .map_err(|error| error.into_diagnostic(Kind::Options))
    }
    // ANCHOR_END: options

    /// La table `table`, que l'on souligne à `span` quand il y manque quelque chose.
    pub(crate) fn new(table: Table, span: Range<usize>) -> Self {
        Self { table, span }
    }

    /// Où est la valeur de l'option `key` ; la table entière si elle n'y est pas.
    pub fn span_of(&self, key: &str) -> Range<usize> {
        self.table
            .get(key)
            .map_or_else(|| self.span.clone(), |node| node.span.clone())
    }
}
