//! Un module écrit en Rhai.

mod deep;
mod messages;
mod sandbox;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use ch_contrat::{Plugin, PluginError};
use rhai::{AST, CallFnOptions, Dynamic, Engine, FnAccess, FuncArgs, Scope};

use crate::source::{self, Source};
use crate::{Diagnostic, Limit, Limits, ScriptError, ScriptErrorKind, ScriptOptions, call};

pub use sandbox::sandboxed_engine;

// ANCHOR: greffon
/// Un script Rhai analysé, vérifié, prêt à travailler.
///
/// Il est `Send + Sync` : un hôte peut le partager entre plusieurs fils d'exécution. Il ne
/// garde rien d'un appel à l'autre.
#[derive(Debug)]
pub struct ScriptPlugin {
    name: String,
    version: String,
    script: Script,
}

/// Ce qu'il faut pour appeler les fonctions d'un script.
#[derive(Debug)]
struct Script {
    engine: Engine,
    ast: AST,
    source: Source,
    limits: Limits,
}
// ANCHOR_END: greffon

/// Le moteur a paniqué : c'est son défaut, que ce script révèle.
fn panicked(source: &Source) -> ScriptError {
    let diagnostic = Diagnostic::whole_file(&source.file, "le moteur de script a paniqué");
    ScriptError::new(ScriptErrorKind::Panic, diagnostic)
}

/// Les fonctions du contrat : nom, nombre de paramètres, obligatoire ou non.
const CONTRACT: [(&str, usize, bool); 4] = [
    ("name", 0, true),
    ("version", 0, true),
    ("execute", 1, true),
    ("init", 0, false),
];

impl ScriptPlugin {
    // ANCHOR: charger
    /// Charge le script du fichier `path`.
    ///
    /// Seules les fonctions du script servent : les instructions écrites en dehors d'elles
    /// ne sont jamais exécutées.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas, si le script ne s'analyse pas, ou s'il ne tient pas le
    /// contrat ; l'erreur montre l'endroit.
    pub fn load(path: &Path, options: &ScriptOptions) -> Result<Self, ScriptError> {
        let source = source::read(path, &options.limits)?;
        Self::compile(source, options)
    }

    /// Charge un script déjà en mémoire ; `file` est le nom que les messages lui donneront.
    ///
    /// # Errors
    ///
    /// Les mêmes que [`load`](Self::load).
    pub fn from_source(
        file: &str,
        text: &str,
        options: &ScriptOptions,
    ) -> Result<Self, ScriptError> {
        let source = source::check(file, text, &options.limits)?;
        Self::compile(source, options)
    }

    pub(crate) fn compile(source: Source, options: &ScriptOptions) -> Result<Self, ScriptError> {
        let limits = options.limits.clone();
        let engine = sandboxed_engine(&limits, &source.file, Arc::clone(&options.journal));
        // Une panique de l'analyseur est un refus du script, pas la fin de l'hôte.
        let compiled = catch_unwind(AssertUnwindSafe(|| engine.compile(&source.text)));
        let compiled = compiled.map_err(|_| panicked(&source))?;
        let mut ast = compiled.map_err(|error| messages::syntax_error(&source, error))?;
        ast.clear_statements();
        check_contract(&ast, &source)?;
        let script = Script {
            engine,
            ast,
            source,
            limits,
        };
        let name = script.identity("name")?;
        let version = script.identity("version")?;
        Ok(Self {
            name,
            version,
            script,
        })
    }
    // ANCHOR_END: charger

    /// Traite un texte, comme [`Plugin::execute`], avec l'erreur détaillée.
    ///
    /// # Errors
    ///
    /// Si le script échoue, dépasse une limite ou ne rend pas une chaîne.
    pub fn transform(&self, text: &str) -> Result<String, ScriptError> {
        let script = &self.script;
        let max = script.limits.input_bytes;
        if text.len() > max {
            let message = format!("texte trop long : {max} octets au plus");
            return Err(ScriptError::limit(
                Limit::Input,
                &script.source.file,
                message,
            ));
        }
        script.call_text("execute", Some(text))
    }

    /// Appelle la fonction `init` du script, s'il en a une.
    ///
    /// # Errors
    ///
    /// Si le script refuse de travailler : il a levé une erreur ou dépassé une limite.
    pub fn prepare(&self) -> Result<(), ScriptError> {
        if find_function(&self.script.ast, "init", 0) {
            drop(self.script.call("init", None)?);
        }
        Ok(())
    }
}

/// Vérifie que les fonctions du contrat existent, publiques et avec leurs paramètres.
fn check_contract(ast: &AST, source: &Source) -> Result<(), ScriptError> {
    for (name, parameters, required) in CONTRACT {
        if required && !find_function(ast, name, parameters) {
            let message = match parameters {
                0 => format!("la fonction « {name}() » manque"),
                _ => format!("la fonction « {name}(text) » manque"),
            };
            return Err(ScriptError::contract(&source.file, message));
        }
    }
    Ok(())
}

fn find_function(ast: &AST, name: &str, parameters: usize) -> bool {
    ast.iter_functions().any(|function| {
        function.name == name
            && function.params.len() == parameters
            && matches!(function.access, FnAccess::Public)
    })
}

/// Les paramètres d'une fonction du contrat : le texte, ou rien.
struct Arguments<'a>(Option<&'a str>);

impl FuncArgs for Arguments<'_> {
    fn parse<C: Extend<Dynamic>>(self, arguments: &mut C) {
        arguments.extend(self.0.map(|text| Dynamic::from(text.to_owned())));
    }
}

impl Script {
    // ANCHOR: appeler
    /// Appelle une fonction du script, dans ses limites.
    ///
    /// Un panic du moteur, ou d'une fonction prêtée au script, devient une erreur.
    fn call(&self, function: &str, text: Option<&str>) -> Result<Dynamic, ScriptError> {
        let _guard = call::begin(&self.limits);
        let options = CallFnOptions::new().eval_ast(false);
        let mut scope = Scope::new();
        let work = AssertUnwindSafe(|| {
            self.engine.call_fn_with_options::<Dynamic>(
                options,
                &mut scope,
                &self.ast,
                function,
                Arguments(text),
            )
        });
        let outcome = catch_unwind(work);
        // `sort` et d'autres avalent l'erreur de la fonction qu'on leur donne : une limite
        // atteinte le reste, même si le script a l'air d'avoir réussi.
        if let (Ok(Ok(_)), Some((limit, _))) = (&outcome, call::stopped()) {
            let file = &self.source.file;
            return Err(ScriptError::limit(limit, file, limit.message()));
        }
        match outcome {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(messages::runtime_error(&self.source, *error)),
            Err(_) => Err(panicked(&self.source)),
        }
    }
    // ANCHOR_END: appeler

    /// Appelle une fonction qui doit rendre une chaîne.
    fn call_text(&self, function: &str, text: Option<&str>) -> Result<String, ScriptError> {
        let answer = self.call(function, text)?;
        if let Ok(text) = answer.as_immutable_string_ref() {
            return Ok(text.as_str().to_owned());
        }
        let found = messages::type_name(answer.type_name());
        let message =
            format!("la fonction « {function} » doit rendre une chaîne, elle rend {found}");
        Err(ScriptError::contract(&self.source.file, message))
    }

    /// Ce que le script dit de lui-même : un texte court, d'une ligne.
    fn identity(&self, function: &str) -> Result<String, ScriptError> {
        let text = self.call_text(function, None)?;
        crate::source::check_identity(&self.source.file, function, text)
    }
}

// ANCHOR: contrat
impl Plugin for ScriptPlugin {
    fn name(&self) -> &str {
        &self.name
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn init(&mut self) -> Result<(), PluginError> {
        self.prepare()
            .map_err(|error| PluginError::init(&self.name, error.to_string()).with_source(error))
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        self.transform(text)
            .map_err(|error| PluginError::execute(&self.name, error.to_string()).with_source(error))
    }
}
// ANCHOR_END: contrat
