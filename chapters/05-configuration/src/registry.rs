//! Le registre : à chaque type de module, sa fabrique.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use ch_contrat::error::chain;
use ch_contrat::{Plugin, PluginError, panic_message};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

use crate::suggest::closest;
use crate::wording::{quoted_list, short};
use crate::{
    Config, Diagnostic, Environment, Kind, ModuleSpec, Options, Place, Report, Source, Workshop,
};

// ANCHOR: fabrique
/// Ce qu'une fabrique sait du module à construire, outre ses options.
#[derive(Debug, Clone, Copy)]
pub struct BuildContext<'a> {
    /// Le nom que le fichier donne au module.
    pub name: &'a str,
    /// Le dossier du fichier de configuration.
    pub folder: &'a Path,
}

impl BuildContext<'_> {
    /// Un chemin du fichier de configuration, à partir du dossier de ce fichier.
    pub fn resolve(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.join(path)
    }
}

/// Le refus d'une fabrique.
#[derive(Debug)]
pub struct FactoryError {
    message: String,
    option: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}
// ANCHOR_END: fabrique

impl FactoryError {
    /// Un refus qui ne vise aucune option en particulier.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            option: None,
            source: None,
        }
    }

    /// Le refus vise la valeur de l'option `key` : c'est elle qui sera soulignée.
    #[must_use]
    pub fn at(mut self, key: impl Into<String>) -> Self {
        self.option = Some(key.into());
        self
    }

    /// Attache l'erreur d'origine ; son texte suit le message.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for FactoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for FactoryError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl From<PluginError> for FactoryError {
    fn from(error: PluginError) -> Self {
        Self::new("le module ne se construit pas").with_source(error)
    }
}

impl From<io::Error> for FactoryError {
    fn from(error: io::Error) -> Self {
        Self::new("le système refuse").with_source(error)
    }
}

/// Un type de module est déjà enregistré.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateKind(pub String);

impl fmt::Display for DuplicateKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "une fabrique est déjà enregistrée pour « {} »", self.0)
    }
}

impl Error for DuplicateKind {}

/// Une fabrique, une fois ses options lues : il ne reste qu'à construire.
type Prepared<'a> =
    Box<dyn FnOnce(&BuildContext<'_>) -> Result<Box<dyn Plugin>, FactoryError> + 'a>;

// ANCHOR: efface
/// Une fabrique dont on a oublié le type des options.
trait Factory: Send + Sync {
    /// Lit les options, sans rien construire.
    fn prepare(&self, options: &Options) -> Result<Prepared<'_>, Diagnostic>;

    /// Le schéma des options, et faut-il les donner ?
    fn schema(&self, generator: &mut SchemaGenerator) -> (Schema, bool);
}
// ANCHOR_END: efface

/// Une fabrique et le type de ses options.
struct Typed<O, F> {
    build: F,
    options: std::marker::PhantomData<fn() -> O>,
}

impl<O, F> Factory for Typed<O, F>
where
    O: DeserializeOwned + JsonSchema + 'static,
    F: Fn(&BuildContext<'_>, O) -> Result<Box<dyn Plugin>, FactoryError> + Send + Sync,
{
    fn prepare(&self, options: &Options) -> Result<Prepared<'_>, Diagnostic> {
        let options = options.read::<O>()?;
        Ok(Box::new(move |context| (self.build)(context, options)))
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> (Schema, bool) {
        let empty = Options::new(crate::tree::Table::default(), 0..0);
        (generator.subschema_for::<O>(), empty.read::<O>().is_err())
    }
}

/// Les types de modules qu'un hôte connaît, et comment les construire.
///
/// ```
/// use ch_configuration::modules::NoOptions;
/// use ch_configuration::{Config, Environment, Registry, Source};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut registry = Registry::new();
/// registry.register("crier", |_, NoOptions {}| Ok(Box::new(ch_contrat::Majuscules)))?;
///
/// let source = Source::new("hote.toml", "[[module]]\ntype = \"crier\"\n");
/// let workshop = registry.build(Config::parse(source, &Environment::empty())?)?;
/// assert_eq!(workshop.run("été")?.output(), "ÉTÉ");
/// # Ok(())
/// # }
/// ```
// ANCHOR: registre
#[derive(Default)]
pub struct Registry {
    factories: BTreeMap<String, Box<dyn Factory>>,
}

impl Registry {
    /// Un registre vide.
    pub fn new() -> Self {
        Self::default()
    }

    /// Enregistre la fabrique des modules de type `kind`.
    ///
    /// Les options sont lues dans le type `O` avant l'appel de la fabrique. Celle-ci peut
    /// être appelée plusieurs fois : chaque relecture du fichier construit des modules neufs.
    ///
    /// # Errors
    ///
    /// Si ce type a déjà une fabrique.
    pub fn register<O, F>(&mut self, kind: impl Into<String>, build: F) -> Result<(), DuplicateKind>
    where
        O: DeserializeOwned + JsonSchema + 'static,
        F: Fn(&BuildContext<'_>, O) -> Result<Box<dyn Plugin>, FactoryError>
            + Send
            + Sync
            + 'static,
    {
        let kind = kind.into();
        if self.factories.contains_key(&kind) {
            return Err(DuplicateKind(kind));
        }
        let factory = Typed {
            build,
            options: std::marker::PhantomData,
        };
        self.factories.insert(kind, Box::new(factory));
        Ok(())
    }
    // ANCHOR_END: registre

    /// Les types connus, par ordre alphabétique.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.factories.keys().map(String::as_str)
    }

    /// Le schéma des options de chaque type ; le booléen dit si elles sont obligatoires.
    pub(crate) fn option_schemas<'a>(
        &'a self,
        generator: &'a mut SchemaGenerator,
    ) -> impl Iterator<Item = (&'a str, Schema, bool)> {
        self.factories.iter().map(|(kind, factory)| {
            let (schema, required) = factory.schema(generator);
            (kind.as_str(), schema, required)
        })
    }

    /// Lit le fichier `path` et construit tous ses modules actifs.
    ///
    /// # Errors
    ///
    /// Tout ce qui ne va pas ; rien n'est alors construit.
    pub fn load(&self, path: &Path, environment: &Environment) -> Result<Workshop, Report> {
        self.build(Config::parse(Source::read(path)?, environment)?)
    }

    // ANCHOR: construire
    /// Construit et initialise les modules actifs, dans leur ordre.
    ///
    /// Les options de tous les modules sont lues d'abord, actifs ou non : activer un module
    /// ne doit pas révéler une faute qui dormait dans le fichier.
    ///
    /// # Errors
    ///
    /// Toutes les erreurs d'une même étape à la fois : les types et les options, puis les
    /// fabriques, puis les initialisations. Ce qui était construit est détruit.
    pub fn build(&self, config: Config) -> Result<Workshop, Report> {
        let built = self.prepare_all(&config).and_then(|prepared| {
            let plugins = build_all(&config, prepared)?;
            init_all(plugins)
        });
        match built {
            Ok(plugins) => Ok(Workshop::new(config, plugins)),
            Err(problems) => Err(Report::new(config.source().clone(), problems)),
        }
    }
    // ANCHOR_END: construire

    /// Construit et initialise chaque module actif pour lui-même, sans s'arrêter aux refus :
    /// de quoi dresser un état des lieux d'une configuration dont un module ne va pas.
    ///
    /// Les modules sont rendus dans l'ordre où ils traiteraient le texte ; un refus ne répète pas
    /// le nom du sien.
    pub fn examine<'a>(
        &'a self,
        config: &'a Config,
    ) -> impl Iterator<Item = (&'a ModuleSpec, Result<Box<dyn Plugin>, Diagnostic>)> {
        config
            .enabled()
            .map(|module| (module, self.build_one(config, module)))
    }

    fn build_one(
        &self,
        config: &Config,
        module: &ModuleSpec,
    ) -> Result<Box<dyn Plugin>, Diagnostic> {
        let build = self.factory(module)?.prepare(&module.options)?;
        let mut plugin = call_factory(config, module, build)?;
        initialise(module, &mut plugin)?;
        Ok(plugin)
    }

    /// Lit les options de tous les modules ; rend les fabriques prêtes, par nom de module.
    fn prepare_all(
        &self,
        config: &Config,
    ) -> Result<BTreeMap<String, Prepared<'_>>, Vec<Diagnostic>> {
        let modules = config.modules().iter().map(|module| {
            let prepared = self.factory(module)?.prepare(&module.options)?;
            Ok((module.name.clone(), prepared))
        });
        all_or_problems(modules)
    }

    // ANCHOR: inconnu
    fn factory(&self, module: &ModuleSpec) -> Result<&dyn Factory, Diagnostic> {
        if let Some(factory) = self.factories.get(&module.kind) {
            return Ok(factory.as_ref());
        }
        let message = format!("type de module inconnu : « {} »", short(&module.kind));
        let place = Place::Span(module.kind_span());
        let problem = Diagnostic::new(Kind::UnknownModule, place, message);
        let kinds: Vec<&str> = self.kinds().collect();
        Err(match closest(&module.kind, self.kinds()) {
            Some(near) => problem.label(format!("vouliez-vous dire « {near} » ?")),
            None => problem.help(format!("types connus : {}", quoted_list(&kinds, "et"))),
        })
    }
    // ANCHOR_END: inconnu
}

/// Un module prêt, sous le nom que le fichier lui donne.
pub(crate) type NamedPlugin = (String, Box<dyn Plugin>);

/// Des modules construits, pas encore initialisés.
type Built<'a> = Vec<(&'a ModuleSpec, Box<dyn Plugin>)>;

/// Appelle les fabriques des modules actifs.
fn build_all<'a>(
    config: &'a Config,
    mut prepared: BTreeMap<String, Prepared<'_>>,
) -> Result<Built<'a>, Vec<Diagnostic>> {
    let plugins = config.enabled().filter_map(|module| {
        let build = prepared.remove(&module.name)?;
        let plugin = call_factory(config, module, build);
        Some(named(module, plugin).map(|plugin| (module, plugin)))
    });
    all_or_problems(plugins)
}

fn call_factory(
    config: &Config,
    module: &ModuleSpec,
    build: Prepared<'_>,
) -> Result<Box<dyn Plugin>, Diagnostic> {
    let context = BuildContext {
        name: &module.name,
        folder: config.source().folder(),
    };
    guard(|| build(&context)).map_err(|error| factory_problem(module, error))
}

/// Initialise les modules, dans leur ordre.
fn init_all(plugins: Built<'_>) -> Result<Vec<NamedPlugin>, Vec<Diagnostic>> {
    let plugins = plugins.into_iter().map(|(module, mut plugin)| {
        named(module, initialise(module, &mut plugin))?;
        Ok((module.name.clone(), plugin))
    });
    all_or_problems(plugins)
}

fn initialise(module: &ModuleSpec, plugin: &mut Box<dyn Plugin>) -> Result<(), Diagnostic> {
    guard(|| plugin.init().map_err(FactoryError::from))
        .map_err(|error| init_problem(module, &error))
}

/// Dans un rapport, le refus d'un module dit lequel.
fn named<T>(module: &ModuleSpec, outcome: Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    outcome.map_err(|mut problem| {
        problem.message = format!("module « {} » : {}", module.name, problem.message);
        problem
    })
}

// ANCHOR: garde
/// Une panique dans le code d'un module devient un refus comme un autre : elle ne doit pas
/// emporter le fil d'exécution qui relit le fichier.
fn guard<T>(work: impl FnOnce() -> Result<T, FactoryError>) -> Result<T, FactoryError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let message = panic_message(&*panic);
        Err(FactoryError::new(format!("panique : {message}")))
    })
}
// ANCHOR_END: garde

fn factory_problem(module: &ModuleSpec, error: FactoryError) -> Diagnostic {
    let place = match &error.option {
        Some(key) => module.options.span_of(key),
        None => module.kind_span(),
    };
    Diagnostic::new(Kind::Factory, Place::Span(place), chain(&error))
}

fn init_problem(module: &ModuleSpec, error: &FactoryError) -> Diagnostic {
    // L'erreur d'origine est celle du module ; ce qui l'enveloppe n'apprend rien.
    let message = match error
        .source()
        .and_then(|source| source.downcast_ref::<PluginError>())
    {
        Some(refusal) => refusal.explanation(),
        None => chain(error),
    };
    let message = format!("échec à l'initialisation : {message}");
    Diagnostic::new(Kind::Init, Place::Span(module.kind_span()), message)
}

/// Tout, ou toutes les erreurs.
fn all_or_problems<T, C: FromIterator<T>>(
    results: impl Iterator<Item = Result<T, Diagnostic>>,
) -> Result<C, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let all = results
        .filter_map(|result| result.map_err(|problem| problems.push(problem)).ok())
        .collect();
    if problems.is_empty() {
        Ok(all)
    } else {
        Err(problems)
    }
}
