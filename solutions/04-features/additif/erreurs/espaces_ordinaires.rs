//! Attrapée par : `chaque_feature_ajoute_son_style`, `les_deux_features_vivent_ensemble`
//!
//! Les features sont additives, mais les guillemets français ont perdu leurs espaces insécables :
//! une ligne pourra se couper entre le guillemet et le mot.

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
        Style::French => format!("« {text} »"),
        #[cfg(feature = "anglais")]
        Style::English => format!("“{text}”"),
    }
}
