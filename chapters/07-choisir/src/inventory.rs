//! L'état de chaque module d'une configuration : sa porte, sa version, s'il est prêt.

use std::fmt;

use ch_configuration::{Config, Diagnostic, Origin, Registry};
use ch_contrat::Plugin;
use francais::visible;

/// L'état d'un module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Chargé et initialisé.
    Ready {
        /// La version qu'il annonce.
        version: String,
    },
    /// Le fichier, ou une variable d'environnement, ne veut pas de lui.
    Disabled(Origin),
    /// Il n'a pas pu entrer.
    Refused(String),
}

/// Un module et son état.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Le nom du module.
    pub name: String,
    /// La porte par où il entre.
    pub door: String,
    /// Son état.
    pub state: State,
}

/// Tous les modules d'une configuration, dans l'ordre du fichier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory(Vec<Item>);

impl Inventory {
    /// Charge chaque module actif pour lui-même, et note ce qu'il en est.
    pub fn take(registry: &Registry, config: &Config) -> Self {
        let mut examined: Vec<(String, State)> = registry
            .examine(config)
            .map(|(module, outcome)| (module.name.clone(), state_of(outcome)))
            .collect();
        let items = config.modules().iter().map(|module| Item {
            name: module.name.clone(),
            door: module.kind.clone(),
            state: match examined.iter().position(|(name, _)| *name == module.name) {
                Some(at) => examined.swap_remove(at).1,
                None => State::Disabled(module.enabled.origin),
            },
        });
        Self(items.collect())
    }

    /// Les modules, dans l'ordre du fichier.
    pub fn items(&self) -> &[Item] {
        &self.0
    }

    /// Tous les modules actifs sont-ils prêts ?
    pub fn is_ready(&self) -> bool {
        let refused = |item: &Item| matches!(item.state, State::Refused(_));
        !self.0.iter().any(refused)
    }
}

fn state_of(outcome: Result<Box<dyn Plugin>, Diagnostic>) -> State {
    match outcome {
        Ok(plugin) => State::Ready {
            version: visible(plugin.version()),
        },
        Err(problem) => State::Refused(problem.message),
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready { .. } => f.write_str("prêt"),
            Self::Disabled(Origin::Environment) => f.write_str("désactivé par l'environnement"),
            Self::Disabled(_) => f.write_str("désactivé"),
            Self::Refused(reason) => write!(f, "refusé : {}", short(reason)),
        }
    }
}

/// Une raison qui tient dans un tableau ; « --verifier » la dit tout entière.
fn short(reason: &str) -> String {
    const LONGEST: usize = 100;
    let mut words = String::new();
    for word in reason.split_whitespace() {
        if words.chars().count() + word.chars().count() >= LONGEST {
            return words + " …";
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

impl fmt::Display for Inventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |text: fn(&Item) -> &str, title: &str| {
            let longest = self.0.iter().map(|item| text(item).chars().count()).max();
            longest.unwrap_or(0).max(title.chars().count())
        };
        let names = width(|item| &item.name, "module");
        let doors = width(|item| &item.door, "porte");
        let versions = width(Item::version, "version");
        writeln!(
            f,
            "{:names$}  {:doors$}  {:versions$}  état",
            "module", "porte", "version"
        )?;
        for item in &self.0 {
            let (name, door, version) = (&item.name, &item.door, item.version());
            writeln!(
                f,
                "{name:names$}  {door:doors$}  {version:versions$}  {}",
                item.state
            )?;
        }
        Ok(())
    }
}

impl Item {
    fn version(&self) -> &str {
        match &self.state {
            State::Ready { version } => version,
            _ => "-",
        }
    }
}
