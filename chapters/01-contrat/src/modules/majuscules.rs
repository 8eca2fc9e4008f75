//! `majuscules` : met un texte en capitales, accents compris.

use crate::{Plugin, PluginError};

// ANCHOR: majuscules
/// Le module `majuscules`.
#[derive(Debug, Default, Clone)]
pub struct Majuscules;

impl Plugin for Majuscules {
    fn name(&self) -> &str {
        "majuscules"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(text.to_uppercase())
    }
}
// ANCHOR_END: majuscules

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_accents_et_les_ligatures_ont_leur_capitale() {
        assert_eq!(
            Majuscules.execute("où est l'œuf ?").unwrap(),
            "OÙ EST L'ŒUF ?"
        );
    }

    #[test]
    fn une_lettre_peut_devenir_deux_capitales() {
        assert_eq!(Majuscules.execute("straße").unwrap(), "STRASSE");
    }
}
