//! Attrapée par : `le_style_par_defaut_ne_depend_pas_des_features`
//!
//! Le style par défaut dépend des features : le texte d'un programme change parce qu'un autre
//! crate, ailleurs, a demandé `francais`. Rien ne cesse de compiler, et c'est pire.

/// Un style de guillemets.
///
/// D'autres styles apparaissent avec les features : un `match` prévoit une branche `_`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Les guillemets droits, présents sans aucune feature.
    Straight,
    /// Les guillemets français. Demande la feature `francais`.
    #[cfg(feature = "francais")]
    French,
    /// Les guillemets anglais. Demande la feature `anglais`.
    #[cfg(feature = "anglais")]
    English,
}

impl Default for Style {
    fn default() -> Self {
        cfg_select! {
            feature = "francais" => { Self::French }
            feature = "anglais" => { Self::English }
            _ => { Self::Straight }
        }
    }
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
