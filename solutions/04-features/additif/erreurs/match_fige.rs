//! Attrapée par : `un_match_doit_prevoir_les_styles_a_venir`
//!
//! Sans `#[non_exhaustive]`, un `match` qui énumère les styles compile tant que personne n'active
//! d'autre feature. Le jour où un autre crate le fait, il manque une branche : ajouter une
//! feature a cassé un programme correct.

/// Un style de guillemets.
///
/// D'autres styles apparaissent avec les features : un `match` prévoit une branche `_`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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

impl Style {
    /// Les styles compilés.
    pub const ALL: &[Self] = &[
        Self::Straight,
        #[cfg(feature = "francais")]
        Self::French,
        #[cfg(feature = "anglais")]
        Self::English,
    ];
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
