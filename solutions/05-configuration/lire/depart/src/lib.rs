//! Exercice : lire une configuration sans rien laisser passer. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-configuration-lire`

/// Une configuration.
// À vous : comment serde remplit-il ces champs ?
#[derive(Debug, PartialEq)]
pub struct Config {
    /// `longueur_max` : le plus long texte accepté ; 10 000 si rien n'est dit.
    pub max_chars: u32,
    /// `module` : les modules, dans l'ordre du fichier. Obligatoire.
    pub modules: Vec<Module>,
}

/// Un module.
#[derive(Debug, PartialEq)]
pub struct Module {
    /// `type` : le type du module. Obligatoire.
    pub kind: String,
    /// `nom` : le nom de ce module, s'il en a un à lui.
    pub name: Option<String>,
    /// `actif` : le module sert-il ? Oui, si rien n'est dit.
    pub enabled: bool,
    /// `options` : ce que seul le module sait lire ; rien, si rien n'est dit.
    pub options: toml::Table,
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
    todo!(
        "lire {} octets de TOML ; en cas d'erreur, changer sa position en ligne et colonne",
        text.len()
    )
}
