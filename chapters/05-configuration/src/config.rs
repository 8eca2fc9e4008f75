//! Le premier temps de la lecture : l'enveloppe, commune à tous les modules.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::decode::Decoder;
use crate::environment::{self, Overrides};
use crate::suggest::closest;
use crate::tree::{Node, Table, Value};
use crate::{Diagnostic, Environment, Kind, Options, Place, Report, Source, order, syntax};

/// La longueur maximale d'un texte, si ni le fichier ni l'environnement n'en disent rien.
pub const DEFAULT_MAX_CHARS: u32 = 10_000;

// ANCHOR: racine
/// Ce qui s'écrit à la racine du fichier.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Root {
    /// Le plus long texte accepté, en caractères.
    pub(crate) longueur_max: Option<u32>,
    /// Les modules, dans l'ordre où ils traitent le texte.
    // Chaque module est lu à part, pour que l'erreur de l'un ne cache pas celles des autres.
    #[serde(rename = "module")]
    #[schemars(skip)]
    _modules: Vec<IgnoredAny>,
}
// ANCHOR_END: racine

// ANCHOR: enveloppe
/// Ce que l'hôte lit d'un module, quel qu'il soit.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Envelope {
    /// Le type du module : il choisit la fabrique.
    #[serde(rename = "type")]
    #[schemars(skip)]
    kind: String,
    /// Le nom de ce module-ci, s'il n'est pas celui de son type.
    #[serde(rename = "nom")]
    name: Option<ModuleName>,
    /// Faut-il s'en servir ? Oui, si rien n'est dit.
    #[serde(rename = "actif")]
    enabled: Option<bool>,
    /// Les noms des modules qui doivent passer avant celui-ci.
    #[serde(rename = "apres", default)]
    after: Vec<ModuleName>,
    /// Ce que seule la fabrique sait lire : le deuxième temps.
    #[serde(rename = "options", default)]
    #[schemars(skip)]
    _options: BTreeMap<String, IgnoredAny>,
}
// ANCHOR_END: enveloppe

// ANCHOR: nom
/// Le nom d'un module : des minuscules sans accent, des chiffres et des tirets.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[a-z0-9-]+$"))]
struct ModuleName(String);

impl TryFrom<String> for ModuleName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(allowed) {
            let rule = "des minuscules sans accent, des chiffres et des tirets";
            return Err(format!("un nom de module n'a que {rule}"));
        }
        Ok(Self(name))
    }
}
// ANCHOR_END: nom

/// D'où vient un réglage. La suivante l'emporte sur la précédente.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Personne n'en a parlé.
    Default,
    /// Le fichier.
    File,
    /// Une variable d'environnement.
    Environment,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "valeur par défaut",
            Self::File => "fichier",
            Self::Environment => "environnement",
        })
    }
}

// ANCHOR: reglage
/// Un réglage et son origine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting<T> {
    /// La valeur retenue.
    pub value: T,
    /// Qui l'a fixée.
    pub origin: Origin,
}

impl<T> Setting<T> {
    /// Retient la valeur de plus haute priorité : l'environnement, le fichier, le défaut.
    pub fn resolve(environment: Option<T>, file: Option<T>, default: T) -> Self {
        let (value, origin) = match (environment, file) {
            (Some(value), _) => (value, Origin::Environment),
            (None, Some(value)) => (value, Origin::File),
            (None, None) => (default, Origin::Default),
        };
        Self { value, origin }
    }
}
// ANCHOR_END: reglage

/// Un module décrit par le fichier, que sa fabrique n'a pas encore vu.
#[derive(Debug, Clone)]
pub struct ModuleSpec {
    /// Le nom de ce module, unique dans le fichier.
    pub name: String,
    /// Le type du module, qui choisit la fabrique.
    pub kind: String,
    /// Le module sert-il ?
    pub enabled: Setting<bool>,
    /// Les modules qui passent avant celui-ci.
    pub after: Vec<String>,
    /// Ce que sa fabrique lira.
    pub options: Options,
    spans: Spans,
}

/// Où sont, dans le fichier, les morceaux d'un module.
#[derive(Debug, Clone, Default)]
struct Spans {
    header: Range<usize>,
    kind: Range<usize>,
    name: Range<usize>,
    enabled: Option<Range<usize>>,
    after: Vec<Range<usize>>,
}

impl ModuleSpec {
    /// Où est écrit le type du module.
    pub fn kind_span(&self) -> Range<usize> {
        self.spans.kind.clone()
    }

    /// Où est l'en-tête du module.
    pub fn span(&self) -> Range<usize> {
        self.spans.header.clone()
    }
}

/// Une configuration bien formée : noms uniques, dépendances présentes, pas de cycle.
#[derive(Debug, Clone)]
pub struct Config {
    source: Source,
    /// Le plus long texte accepté, en caractères.
    pub max_chars: Setting<u32>,
    modules: Vec<ModuleSpec>,
    order: Vec<usize>,
}

impl Config {
    // ANCHOR: lire
    /// Lit une configuration, sans encore construire de module.
    ///
    /// # Errors
    ///
    /// Toutes les erreurs d'une même étape à la fois : la syntaxe d'abord, puis chaque
    /// table et l'environnement, puis les noms et les dépendances.
    pub fn parse(source: Source, environment: &Environment) -> Result<Self, Report> {
        let (overrides, mut problems) = environment.overrides();
        let table = match syntax::parse(source.text()) {
            Ok(table) => table,
            Err(problem) => return Err(Report::new(source, vec![problem])),
        };

        let root = read_root(&table)
            .map_err(|problem| problems.push(problem))
            .ok();
        let mut modules = Vec::new();
        for node in module_nodes(&table) {
            match ModuleSpec::read(node) {
                Ok(module) => modules.push(module),
                Err(problem) => problems.push(problem),
            }
        }
        let Some(root) = root.filter(|_| problems.is_empty()) else {
            return Err(Report::new(source, problems));
        };

        let order = check_names(&modules)
            .and_then(|()| switch(&mut modules, &overrides))
            .and_then(|()| dependencies(&modules));
        match order {
            Ok(order) => Ok(Self {
                source,
                max_chars: Setting::resolve(
                    overrides.max_chars,
                    root.longueur_max,
                    DEFAULT_MAX_CHARS,
                ),
                modules,
                order,
            }),
            Err(problems) => Err(Report::new(source, problems)),
        }
    }
    // ANCHOR_END: lire

    /// Tous les modules, dans l'ordre du fichier.
    pub fn modules(&self) -> &[ModuleSpec] {
        &self.modules
    }

    /// Les modules actifs, dans l'ordre où ils traiteront le texte.
    pub fn enabled(&self) -> impl Iterator<Item = &ModuleSpec> {
        self.order.iter().map(|&index| &self.modules[index])
    }

    /// Le texte d'où vient la configuration.
    pub fn source(&self) -> &Source {
        &self.source
    }
}

fn read_root(table: &Table) -> Result<Root, Diagnostic> {
    if table.entries.is_empty() {
        // Un fichier tronqué pendant qu'on l'écrit est souvent vide : ce n'est pas un souhait.
        let message = "ce fichier ne décrit aucun module";
        return Err(Diagnostic::new(Kind::Structure, Place::Source, message)
            .help("pour un hôte sans module, écrivez « module = [] »"));
    }
    if let Some(Node {
        value: Value::Table(_),
        span,
    }) = table.get("module")
    {
        let message = "« module » est une liste de tables";
        return Err(
            Diagnostic::new(Kind::Structure, Place::Span(span.clone()), message)
                .help("chaque module s'ouvre par « [[module]] », entre doubles crochets"),
        );
    }
    // La table racine n'est nulle part : une erreur qui la vise vise le fichier entier.
    let root = Root::deserialize(Decoder::root(table));
    root.map_err(|error| error.into_diagnostic(Kind::Structure))
}

/// Les tables `[[module]]`, si la clé est bien une liste ; [`read_root`] dit quand elle ne
/// l'est pas.
fn module_nodes(table: &Table) -> &[Node] {
    match table.get("module").map(|node| &node.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

impl ModuleSpec {
    fn read(node: &Node) -> Result<Self, Diagnostic> {
        let envelope = Envelope::deserialize(Decoder::node(node))
            .map_err(|error| error.into_diagnostic(Kind::Structure))?;
        let table = match &node.value {
            Value::Table(table) => table,
            // `Envelope` ne se lit que d'une table ; une autre valeur a déjà été refusée.
            _ => &Table::default(),
        };
        let span_of = |key| table.get(key).map(|node| node.span.clone());
        let options = match table.get("options") {
            Some(Node {
                value: Value::Table(options),
                span,
            }) => Options::new(options.clone(), span.clone()),
            _ => Options::new(Table::default(), node.span.clone()),
        };
        let kind_span = span_of("type").unwrap_or_else(|| node.span.clone());
        let spans = Spans {
            header: node.span.clone(),
            name: span_of("nom").unwrap_or_else(|| kind_span.clone()),
            kind: kind_span,
            enabled: span_of("actif"),
            after: match table.get("apres").map(|node| &node.value) {
                Some(Value::List(items)) => items.iter().map(|item| item.span.clone()).collect(),
                _ => Vec::new(),
            },
        };
        Ok(Self {
            name: envelope
                .name
                .map_or_else(|| envelope.kind.clone(), |name| name.0),
            kind: envelope.kind,
            enabled: Setting::resolve(None, envelope.enabled, true),
            after: envelope.after.into_iter().map(|name| name.0).collect(),
            options,
            spans,
        })
    }
}

/// Refuse deux modules de même nom.
fn check_names(modules: &[ModuleSpec]) -> Result<(), Vec<Diagnostic>> {
    let mut first: HashMap<&str, &ModuleSpec> = HashMap::new();
    let mut problems = Vec::new();
    for module in modules {
        let Some(before) = first.get(module.name.as_str()) else {
            first.insert(&module.name, module);
            continue;
        };
        let message = format!(
            "deux modules s'appellent « {} »",
            crate::wording::short(&module.name)
        );
        problems.push(
            Diagnostic::new(
                Kind::Duplicate,
                Place::Span(module.spans.name.clone()),
                message,
            )
            .label("le second")
            .other(before.spans.name.clone(), "le premier")
            .help("donnez à l'un d'eux une clé « nom »"),
        );
    }
    none_or(problems)
}

/// Active et désactive ce que l'environnement demande.
fn switch(modules: &mut [ModuleSpec], overrides: &Overrides) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    for (name, (on, variable)) in &overrides.enabled {
        if let Some(module) = modules.iter_mut().find(|module| module.name == *name) {
            module.enabled = Setting {
                value: *on,
                origin: Origin::Environment,
            };
        } else {
            let known: Vec<&str> = modules.iter().map(|module| module.name.as_str()).collect();
            problems.push(environment::unknown_module(variable, name, &known));
        }
    }
    none_or(problems)
}

/// L'ordre des modules actifs.
fn dependencies(modules: &[ModuleSpec]) -> Result<Vec<usize>, Vec<Diagnostic>> {
    let index: HashMap<&str, usize> = modules
        .iter()
        .enumerate()
        .map(|(index, module)| (module.name.as_str(), index))
        .collect();
    let mut problems = Vec::new();
    let mut after = vec![Vec::new(); modules.len()];
    for (module, awaited) in modules.iter().zip(&mut after) {
        for (name, span) in module.after.iter().zip(&module.spans.after) {
            match index.get(name.as_str()) {
                Some(&first) if modules[first].enabled.value || !module.enabled.value => {
                    awaited.push(first);
                }
                Some(&first) => problems.push(disabled(module, &modules[first], span)),
                None => problems.push(absent(module, name, span, modules)),
            }
        }
    }
    none_or(problems)?;
    let order =
        order::sort(&after).map_err(|cycle| vec![cycle_problem(modules, &after, &cycle)])?;
    let is_enabled = |&index: &usize| modules[index].enabled.value;
    Ok(order.into_iter().filter(is_enabled).collect())
}

fn absent(
    module: &ModuleSpec,
    name: &str,
    span: &Range<usize>,
    modules: &[ModuleSpec],
) -> Diagnostic {
    let message = format!(
        "« {} » attend un module qui n'existe pas : « {name} »",
        module.name
    );
    let known = modules.iter().map(|module| module.name.as_str());
    let label = closest(name, known)
        .map(|near| format!("vouliez-vous dire « {near} » ?"))
        .unwrap_or_default();
    Diagnostic::new(Kind::Dependency, Place::Span(span.clone()), message).label(label)
}

fn disabled(module: &ModuleSpec, first: &ModuleSpec, span: &Range<usize>) -> Diagnostic {
    let message = format!(
        "« {} » attend « {} », qui n'est pas actif",
        module.name, first.name
    );
    let problem = Diagnostic::new(Kind::Dependency, Place::Span(span.clone()), message);
    match (first.enabled.origin, &first.spans.enabled) {
        (Origin::File, Some(enabled)) => problem.other(enabled.clone(), "désactivé ici"),
        _ => problem.help("il est désactivé par la variable HOTE_DESACTIVER"),
    }
}

// ANCHOR: cycle
/// « a » attend « b », qui attend « c », qui attend « a ».
fn cycle_problem(modules: &[ModuleSpec], after: &[Vec<usize>], cycle: &[usize]) -> Diagnostic {
    let next = |rank: usize| cycle[(rank + 1) % cycle.len()];
    // La ligne où un module du cycle attend le suivant.
    let edge = |rank: usize| {
        let module = cycle[rank];
        let position = after[module].iter().position(|&first| first == next(rank));
        let span = position.and_then(|position| modules[module].spans.after.get(position));
        span.cloned().unwrap_or_else(|| modules[module].span())
    };
    let mut names: Vec<&str> = cycle
        .iter()
        .map(|&module| modules[module].name.as_str())
        .collect();
    names.extend(names.first().copied());
    let message = format!("des modules s'attendent en rond : {}", names.join(" → "));
    let mut problem = Diagnostic::new(Kind::Cycle, Place::Span(edge(0)), message)
        .label(format!("« {} » attend « {} »", names[0], names[1]))
        .help("ôtez l'une de ces attentes");
    for rank in 1..cycle.len() {
        let label = format!("« {} » attend « {} »", names[rank], names[rank + 1]);
        problem = problem.other(edge(rank), label);
    }
    problem
}
// ANCHOR_END: cycle

fn none_or(problems: Vec<Diagnostic>) -> Result<(), Vec<Diagnostic>> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}
