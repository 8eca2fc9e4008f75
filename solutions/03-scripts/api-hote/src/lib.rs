//! Solution : prêter au script une fonction et un type.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{AST, CallFnOptions, Engine, EvalAltResult, Scope};

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
    let mut engine = Engine::new();
    // ANCHOR: preter
    engine.register_fn("capitalize", capitalize);
    engine.register_type_with_name::<Glossary>("Glossary");
    engine.register_get("count", |glossary: &mut Glossary| glossary.count());
    engine.register_indexer_get(look_up);
    // ANCHOR_END: preter
    engine
}

/// La même chaîne, première lettre en capitale.
fn capitalize(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(rest).collect()
}

/// Ce que vaut `glossary["mot"]` dans un script.
// ANCHOR: chercher
fn look_up(glossary: &mut Glossary, word: &str) -> Result<String, Box<EvalAltResult>> {
    glossary
        .definition(word)
        .map(str::to_owned)
        .ok_or_else(|| format!("mot inconnu : {word}").into())
}
// ANCHOR_END: chercher

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
    // ANCHOR: appeler
    let options = CallFnOptions::new().eval_ast(false);
    let arguments = (text.to_owned(), glossary.clone());
    engine.call_fn_with_options(options, &mut Scope::new(), ast, "execute", arguments)
    // ANCHOR_END: appeler
}
