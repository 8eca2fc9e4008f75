//! Les styles du terminal. `anstream` les retire quand la sortie n'est pas un terminal ou
//! que `NO_COLOR` est posé : le reste du programme n'a pas à s'en soucier.

use anstyle::{AnsiColor, Style};

/// Ce qui va bien.
pub const BIEN: Style = AnsiColor::Green.on_default();
/// Ce qui va mal.
pub const MAL: Style = AnsiColor::Red.on_default();
/// Ce qui demande l'attention.
pub const ATTENTION: Style = AnsiColor::Yellow.on_default();
/// Un titre.
pub const TITRE: Style = Style::new().bold();
/// Ce qui est secondaire.
pub const DISCRET: Style = Style::new().dimmed();

/// `texte` dans `style`.
pub fn en(style: Style, texte: impl std::fmt::Display) -> String {
    format!("{style}{texte}{style:#}")
}
