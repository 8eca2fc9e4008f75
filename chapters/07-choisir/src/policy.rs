//! Que faire d'un module qui échoue, et le compte de ce qu'il a fait.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ch_configuration::Workshop;
use ch_contrat::{Plugin, PluginError, panic_message};
use schemars::JsonSchema;
use serde::Deserialize;

// ANCHOR: politique
/// Que faire d'un module qui échoue sur un morceau de texte.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// L'hôte s'arrête : mieux vaut pas de texte qu'un texte à moitié traité.
    #[default]
    Arreter,
    /// Ce morceau est abandonné, et l'hôte passe au suivant. Seul cas où du texte est perdu.
    Sauter,
    /// Ce morceau continue tel qu'il est arrivé au module.
    LaisserPasser,
    /// Comme `laisser-passer`, et le module ne sert plus jusqu'à la prochaine relecture.
    Ecarter,
}
// ANCHOR_END: politique

/// Ce qu'un module a fait depuis le départ de l'hôte.
#[derive(Debug, Default)]
pub struct Tally {
    calls: AtomicU64,
    failures: AtomicU64,
    discards: AtomicU64,
    skipped: AtomicU64,
    first: OnceLock<String>,
}

impl Tally {
    /// Le nombre d'appels.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// Le nombre d'appels qui ont échoué.
    pub fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    /// Combien de fois le module a été écarté ; une relecture lui redonne sa chance.
    pub fn discards(&self) -> u64 {
        self.discards.load(Ordering::Relaxed)
    }

    /// Combien de morceaux l'hôte a abandonnés à cause de ce module.
    pub fn skipped(&self) -> u64 {
        self.skipped.load(Ordering::Relaxed)
    }

    /// Le premier échec que l'hôte a passé outre : c'est lui qui explique les autres.
    pub fn first_failure(&self) -> Option<&str> {
        self.first.get().map(String::as_str)
    }
}

/// Les comptes de tous les modules, par nom. Une relecture de la configuration les continue.
#[derive(Debug, Default)]
pub struct Ledger {
    tallies: Mutex<BTreeMap<String, Arc<Tally>>>,
}

impl Ledger {
    /// Le compte du module `name`, ouvert s'il ne l'était pas.
    pub(crate) fn tally(&self, name: &str) -> Arc<Tally> {
        let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(tallies.entry(name.to_owned()).or_default())
    }

    /// Les comptes, par ordre de nom.
    pub fn tallies(&self) -> BTreeMap<String, Arc<Tally>> {
        let tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        tallies.clone()
    }
}

// ANCHOR: garde
/// Un module et sa politique. C'est encore un module : l'hôte qui les enchaîne n'apprend que les
/// échecs qui lui font perdre du texte.
pub(crate) struct Guarded {
    plugin: Box<dyn Plugin>,
    policy: Policy,
    tally: Arc<Tally>,
    discarded: AtomicBool,
}

impl Guarded {
    pub(crate) fn new(plugin: Box<dyn Plugin>, policy: Policy, tally: Arc<Tally>) -> Self {
        Self {
            plugin,
            policy,
            tally,
            discarded: AtomicBool::new(false),
        }
    }

    /// Appelle le module ; une panique est un échec comme un autre.
    fn call(&self, text: &str) -> Result<String, PluginError> {
        self.tally.calls.fetch_add(1, Ordering::Relaxed);
        let work = AssertUnwindSafe(|| self.plugin.execute(text));
        catch_unwind(work).unwrap_or_else(|panic| {
            let message = format!("panique : {}", panic_message(&*panic));
            Err(PluginError::execute(self.plugin.name(), message))
        })
    }
}

impl Plugin for Guarded {
    fn name(&self) -> &str {
        self.plugin.name()
    }

    fn version(&self) -> &str {
        self.plugin.version()
    }

    fn init(&mut self) -> Result<(), PluginError> {
        self.plugin.init()
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        if self.discarded.load(Ordering::Relaxed) {
            return Ok(text.to_owned());
        }
        let error = match self.call(text) {
            Ok(output) => return Ok(output),
            Err(error) => error,
        };
        self.tally.failures.fetch_add(1, Ordering::Relaxed);
        match self.policy {
            Policy::Arreter => return Err(error),
            Policy::LaisserPasser => {}
            Policy::Sauter => {
                self.tally.skipped.fetch_add(1, Ordering::Relaxed);
            }
            Policy::Ecarter => {
                self.discarded.store(true, Ordering::Relaxed);
                self.tally.discards.fetch_add(1, Ordering::Relaxed);
            }
        }
        // L'hôte continue : il faudra le dire à la fin.
        self.tally.first.get_or_init(|| error.message().to_owned());
        match self.policy {
            Policy::Sauter => Err(error),
            _ => Ok(text.to_owned()),
        }
    }
}
// ANCHOR_END: garde

// ANCHOR: perdu
/// Ce qu'un échec fait perdre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lost {
    /// Le morceau en cours.
    Text,
    /// Le morceau en cours et tous les suivants.
    Everything,
}

/// Ce que fait perdre un échec qu'un module gardé a laissé passer : sa politique le dit.
pub(crate) fn lost(workshop: &Workshop, error: &PluginError) -> Lost {
    let mut modules = workshop.config().enabled();
    let module = modules.find(|module| module.name == error.plugin());
    match module.map(|module| module.options.read::<Chosen>()) {
        Some(Ok(Chosen {
            en_cas_d_echec: Policy::Sauter,
        })) => Lost::Text,
        _ => Lost::Everything,
    }
}
// ANCHOR_END: perdu

/// Ce que les options de toutes les portes ont en commun.
#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    en_cas_d_echec: Policy,
}
