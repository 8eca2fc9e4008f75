//! Exercice : prêter au script une fonction et un type. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-scripts-api-hote`

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{AST, Engine, EvalAltResult};

/// Un glossaire : des mots et leurs définitions. Le copier ne copie pas les mots.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    entries: Arc<BTreeMap<String, String>>,
}

impl Glossary {
    /// Un glossaire fait de ces entrées.
    pub fn new<const N: usize>(entries: [(&str, &str); N]) -> Self {
        let owned = entries.map(|(word, definition)| (word.to_owned(), definition.to_owned()));
        Self {
            entries: Arc::new(owned.into()),
        }
    }

    /// La définition de `word`, s'il est connu.
    pub fn definition(&self, word: &str) -> Option<&str> {
        self.entries.get(word).map(String::as_str)
    }

    /// Le nombre de mots.
    pub fn count(&self) -> i64 {
        self.entries.len() as i64
    }
}

/// Un moteur qui prête à ses scripts `capitalize` et le type `Glossary`.
pub fn engine() -> Engine {
    todo!("enregistrer « capitalize », puis le type Glossary, sa propriété et son accès par indice")
}

/// Appelle la fonction `execute(text, glossary)` du script, et elle seule.
///
/// # Errors
///
/// Si le script échoue ou ne rend pas une chaîne.
pub fn transform(
    engine: &Engine,
    ast: &AST,
    text: &str,
    glossary: &Glossary,
) -> Result<String, Box<EvalAltResult>> {
    let _ = (engine, ast, glossary);
    todo!("appeler « execute » sur {text:?}, sans rejouer le corps du script")
}
