//! Un module écrit en Lua 5.4.

mod sandbox;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ch_contrat::{Plugin, PluginError};
use mlua::{FromLuaMulti, Function, IntoLuaMulti, Lua, Table, Value};

use crate::source::{self, Source};
use crate::{Diagnostic, Limit, ScriptError, ScriptErrorKind, ScriptOptions, call};

// ANCHOR: greffon
/// Un script Lua, vérifié, prêt à travailler.
///
/// Un interprète Lua ne sert qu'un appel à la fois : le verrou l'assure. Un script arrêté à
/// une limite laisse son interprète dans un état que personne ne connaît ; on le jette, et
/// l'appel suivant en prépare un neuf.
pub struct LuaPlugin {
    name: String,
    version: String,
    source: Source,
    options: ScriptOptions,
    machine: Mutex<Option<Machine>>,
}

/// Un interprète et les fonctions que le script y a définies.
struct Machine {
    init: Option<Function>,
    execute: Function,
    // Une fonction ne garde pas son interprète en vie : sans lui, l'appeler fait paniquer.
    _lua: Lua,
}
// ANCHOR_END: greffon

impl fmt::Debug for LuaPlugin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LuaPlugin")
            .field("name", &self.name)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl LuaPlugin {
    /// Charge le script du fichier `path`.
    ///
    /// Le script rend une table : `name` et `version` (des chaînes), `execute` (une
    /// fonction) et, s'il en a besoin, `init` (une fonction).
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas, si le script ne s'analyse pas, échoue, ou ne tient pas
    /// le contrat.
    pub fn load(path: &Path, options: &ScriptOptions) -> Result<Self, ScriptError> {
        let source = source::read(path, &options.limits)?;
        Self::start(source, options)
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
        Self::start(source, options)
    }

    fn start(source: Source, options: &ScriptOptions) -> Result<Self, ScriptError> {
        let (machine, contract) = Machine::start(&source, options)?;
        let identity = |field: &str| match contract.raw_get::<Value>(field) {
            Ok(Value::String(text)) => {
                source::check_identity(&source.file, field, text.to_string_lossy())
            }
            _ => {
                let message = format!("le champ « {field} » doit être une chaîne");
                Err(ScriptError::contract(&source.file, message))
            }
        };
        Ok(Self {
            name: identity("name")?,
            version: identity("version")?,
            source,
            options: options.clone(),
            machine: Mutex::new(Some(machine)),
        })
    }

    /// Traite un texte, comme [`Plugin::execute`], avec l'erreur détaillée.
    ///
    /// # Errors
    ///
    /// Si le script échoue, dépasse une limite ou ne rend pas une chaîne UTF-8.
    pub fn transform(&self, text: &str) -> Result<String, ScriptError> {
        let max = self.options.limits.input_bytes;
        if text.len() > max {
            let message = format!("texte trop long : {max} octets au plus");
            return Err(ScriptError::limit(Limit::Input, &self.source.file, message));
        }
        // La réponse se lit sous le verrou : la chaîne vit dans l'interprète, et un autre fil
        // peut jeter celui-ci dès que le verrou est rendu.
        self.with_machine(|machine| {
            let answer = self.run(&machine.execute, text)?;
            self.read_answer(&answer)
        })
    }

    /// Copie la réponse d'`execute` hors de l'interprète.
    fn read_answer(&self, answer: &Value) -> Result<String, ScriptError> {
        let Value::String(answer) = answer else {
            let message = format!(
                "la fonction « execute » doit rendre une chaîne, elle rend {}",
                type_name(answer)
            );
            return Err(ScriptError::contract(&self.source.file, message));
        };
        let text = answer.to_str().map(|text| text.to_owned());
        text.map_err(|_| {
            let message = "la fonction « execute » a rendu un texte qui n'est pas de l'UTF-8";
            ScriptError::contract(&self.source.file, message)
        })
    }

    /// Appelle la fonction `init` du script, s'il en a une.
    ///
    /// # Errors
    ///
    /// Si le script refuse de travailler : il a levé une erreur ou dépassé une limite.
    pub fn prepare(&self) -> Result<(), ScriptError> {
        self.with_machine(|machine| match &machine.init {
            Some(init) => self.run(init, ()),
            None => Ok(()),
        })
    }

    // ANCHOR: verrou
    /// Emploie l'interprète sous le verrou ; le remplace s'il a été jeté, le jette si l'appel
    /// s'est mal terminé.
    fn with_machine<T>(
        &self,
        work: impl FnOnce(&Machine) -> Result<T, ScriptError>,
    ) -> Result<T, ScriptError> {
        let mut slot = self.machine.lock().unwrap_or_else(PoisonError::into_inner);
        let machine = match slot.take() {
            Some(machine) => machine,
            None => Machine::start(&self.source, &self.options)?.0,
        };
        let outcome = work(&machine)?;
        *slot = Some(machine);
        Ok(outcome)
    }
    // ANCHOR_END: verrou

    fn run<R: FromLuaMulti>(
        &self,
        function: &Function,
        arguments: impl IntoLuaMulti,
    ) -> Result<R, ScriptError> {
        bounded(&self.source, &self.options, || function.call(arguments))
    }
}

impl Machine {
    /// Prépare un interprète neuf, y exécute le script, et rend la table du contrat.
    fn start(source: &Source, options: &ScriptOptions) -> Result<(Self, Table), ScriptError> {
        let journal = Arc::clone(&options.journal);
        let lua = sandbox::sandboxed_lua(&options.limits, &source.file, journal)
            .map_err(|error| failure(source, &error))?;
        let answer: Value = bounded(source, options, || {
            sandbox::parse(&lua, &source.file, &source.text)?.call(())
        })?;
        let contract = |message: String| ScriptError::contract(&source.file, message);
        let Value::Table(table) = answer else {
            let found = type_name(&answer);
            return Err(contract(format!(
                "le script doit rendre une table, il rend {found}"
            )));
        };
        let function = |field: &str| match table.raw_get::<Value>(field) {
            Ok(Value::Function(function)) => Ok(Some(function)),
            Ok(Value::Nil) => Ok(None),
            _ => Err(contract(format!(
                "le champ « {field} » doit être une fonction"
            ))),
        };
        let machine = Self {
            init: function("init")?,
            execute: function("execute")?
                .ok_or_else(|| contract("la fonction « execute » manque".to_owned()))?,
            _lua: lua,
        };
        Ok((machine, table))
    }
}

// ANCHOR: borner
/// Fait travailler Lua dans les limites d'un appel, et traduit ses erreurs.
fn bounded<T>(
    source: &Source,
    options: &ScriptOptions,
    work: impl FnOnce() -> mlua::Result<T>,
) -> Result<T, ScriptError> {
    let _guard = call::begin(&options.limits);
    match catch_unwind(AssertUnwindSafe(work)) {
        // Un script qui rend une réponse après avoir atteint une limite l'a donc étouffée.
        Ok(Ok(answer)) if call::stopped().is_none() => Ok(answer),
        Ok(Ok(_)) => Err(failure(source, &mlua::Error::runtime("limite atteinte"))),
        Ok(Err(error)) => Err(failure(source, &error)),
        Err(_) => Err(ScriptError::new(
            ScriptErrorKind::Panic,
            Diagnostic::whole_file(&source.file, "le moteur de script a paniqué"),
        )),
    }
}
// ANCHOR_END: borner

// ANCHOR: erreurs
/// Une erreur de Lua, à sa place. Lua connaît la ligne, pas la colonne, et parle anglais :
/// son message est cité tel quel.
fn failure(source: &Source, error: &mlua::Error) -> ScriptError {
    let at =
        |line, message: String| Diagnostic::at(&source.file, &source.text, line, None, message);
    if let Some((limit, line)) = call::stopped() {
        let diagnostic = at(line, limit.message().to_owned());
        return ScriptError::new(ScriptErrorKind::Limit(limit), diagnostic);
    }
    let (kind, said) = match root(error) {
        mlua::Error::MemoryError(_) => {
            let diagnostic = at(None, Limit::Memory.message().to_owned());
            return ScriptError::new(ScriptErrorKind::Limit(Limit::Memory), diagnostic);
        }
        mlua::Error::SyntaxError { message, .. } => (ScriptErrorKind::Syntax, message.clone()),
        other => (ScriptErrorKind::Runtime, other.to_string()),
    };
    let (line, said) = split_position(&said, &source.file);
    let nested = said.contains("stack overflow") || said.contains("too many C levels");
    let (kind, message) = match kind {
        _ if nested => {
            let limit = Limit::Depth;
            (ScriptErrorKind::Limit(limit), limit.message().to_owned())
        }
        ScriptErrorKind::Syntax => (kind, format!("le script est mal écrit ; Lua dit : {said}")),
        _ => (kind, format!("le script a échoué ; Lua dit : {said}")),
    };
    ScriptError::new(kind, at(line, message)).with_source(error.to_string())
}
// ANCHOR_END: erreurs

/// L'erreur d'origine, sous les enveloppes que mlua ajoute en traversant les fonctions.
fn root(error: &mlua::Error) -> &mlua::Error {
    match error {
        mlua::Error::CallbackError { cause, .. } => root(cause),
        mlua::Error::BadArgument { cause, .. } => root(cause),
        other => other,
    }
}

/// Sépare « fichier:ligne: » de ce que Lua dit, sans la trace de la pile.
fn split_position(said: &str, file: &str) -> (Option<usize>, String) {
    let said = said.split("\nstack traceback:").next().unwrap_or(said);
    let said = said.strip_prefix("runtime error: ").unwrap_or(said);
    let located = said
        .strip_prefix(file)
        .and_then(|rest| rest.strip_prefix(':'))
        .and_then(|rest| rest.split_once(": "));
    match located {
        Some((line, message)) => (line.parse().ok(), message.to_owned()),
        None => (None, said.to_owned()),
    }
}

/// Le nom français du type d'une valeur.
fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Nil => "nil",
        Value::Boolean(_) => "un booléen",
        Value::Integer(_) | Value::Number(_) => "un nombre",
        Value::String(_) => "une chaîne",
        Value::Table(_) => "une table",
        Value::Function(_) => "une fonction",
        _ => "une autre valeur",
    }
}

// ANCHOR: contrat
impl Plugin for LuaPlugin {
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
