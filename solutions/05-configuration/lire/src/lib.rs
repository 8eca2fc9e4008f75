//! Solution : lire une configuration sans rien laisser passer.
//!
//! Deux attributs font la rigueur, `deny_unknown_fields` et l'absence de `default` ; une
//! fonction rend la position lisible.

use serde::Deserialize;

/// Une configuration.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `longueur_max` : le plus long texte accepté ; 10 000 si rien n'est dit.
    #[serde(rename = "longueur_max", default = "default_max_chars")]
    pub max_chars: u32,
    /// `module` : les modules, dans l'ordre du fichier. Obligatoire.
    #[serde(rename = "module")]
    pub modules: Vec<Module>,
}

/// Un module.
// ANCHOR: module
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// `type` : le type du module. Obligatoire.
    #[serde(rename = "type")]
    pub kind: String,
    /// `nom` : le nom de ce module, s'il en a un à lui.
    #[serde(rename = "nom")]
    pub name: Option<String>,
    /// `actif` : le module sert-il ? Oui, si rien n'est dit.
    #[serde(rename = "actif", default = "enabled_by_default")]
    pub enabled: bool,
    /// `options` : ce que seul le module sait lire ; rien, si rien n'est dit.
    #[serde(default)]
    pub options: toml::Table,
}
// ANCHOR_END: module

fn default_max_chars() -> u32 {
    10_000
}

fn enabled_by_default() -> bool {
    true
}

/// Une erreur et sa place dans le texte, comptée à partir de 1.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// La ligne.
    pub line: usize,
    /// La colonne, en caractères.
    pub column: usize,
    /// Ce que `toml` reproche au texte.
    pub message: String,
}

/// Lit une configuration.
///
/// # Errors
///
/// La première chose qui ne convient pas, à sa place.
pub fn read(text: &str) -> Result<Config, ConfigError> {
    // ANCHOR: lire
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let (line, column) = locate(text, start);
        ConfigError {
            line,
            column,
            message: error.message().to_owned(),
        }
    })
    // ANCHOR_END: lire
}

/// La ligne et la colonne de l'octet `offset`, comptées à partir de 1.
// ANCHOR: placer
fn locate(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}
// ANCHOR_END: placer
