//! Attrapée par : `les_deux_features_vivent_ensemble`
//!
//! `francais` l'emporte quand les deux features sont là. Plus d'erreur de compilation, mais
//! activer `francais` enlève `English` à celui qui ne demandait qu'`anglais` : une feature qui
//! retire n'est pas additive.

/// Un style de guillemets.
///
/// D'autres styles apparaissent avec les features : un `match` prévoit une branche `_`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Style {
    /// Les guillemets droits, présents sans aucune feature.
    #[default]
    Straight,
    /// Les guillemets français. Demande la feature `francais`.
    #[cfg(feature = "francais")]
    French,
    /// Les guillemets anglais. Demande la feature `anglais`.
    #[cfg(all(feature = "anglais", not(feature = "francais")))]
    English,
}

impl Style {
    /// Les styles compilés.
    pub const ALL: &[Self] = &[
        Self::Straight,
        #[cfg(feature = "francais")]
        Self::French,
        #[cfg(all(feature = "anglais", not(feature = "francais")))]
        Self::English,
    ];
}

/// Met `text` entre les guillemets de `style`.
pub fn quote(text: &str, style: Style) -> String {
    match style {
        Style::Straight => format!("\"{text}\""),
        #[cfg(feature = "francais")]
        Style::French => format!("«\u{a0}{text}\u{a0}»"),
        #[cfg(all(feature = "anglais", not(feature = "francais")))]
        Style::English => format!("“{text}”"),
    }
}
