//! Solution : réparer des features exclusives.
//!
//! Chaque feature ajoute un style, et c'est l'appelant qui choisit.

/// Un style de guillemets.
///
/// D'autres styles apparaissent avec les features : un `match` prévoit une branche `_`.
// ANCHOR: style
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
    #[cfg(feature = "anglais")]
    English,
}
// ANCHOR_END: style

impl Style {
    /// Les styles compilés.
    // ANCHOR: tous
    pub const ALL: &[Self] = &[
        Self::Straight,
        #[cfg(feature = "francais")]
        Self::French,
        #[cfg(feature = "anglais")]
        Self::English,
    ];
    // ANCHOR_END: tous
}

/// Met `text` entre les guillemets de `style`.
pub fn quote(text: &str, style: Style) -> String {
    match style {
        Style::Straight => format!("\"{text}\""),
        #[cfg(feature = "francais")]
        Style::French => format!("«\u{a0}{text}\u{a0}»"),
        #[cfg(feature = "anglais")]
        Style::English => format!("“{text}”"),
    }
}
