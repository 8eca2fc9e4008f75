//! Une fabrique par porte. Chacune lit ses options et rend un module du contrat.
//!
//! Rien d'une porte n'est récrit ici : les chargeurs sont ceux des chapitres. Une porte que
//! cet hôte n'a pas à bord reste connue de lui : il dit comment l'ajouter.

pub mod compiled;
#[cfg(feature = "ffi")]
pub mod ffi;
#[cfg(feature = "lua")]
pub mod lua;
#[cfg(feature = "rhai")]
pub mod rhai;
#[cfg(any(feature = "rhai", feature = "lua"))]
mod scripts;
#[cfg(feature = "wasm")]
pub mod wasm;

use std::borrow::Cow;
use std::sync::Arc;

use ch_configuration::{BuildContext, DuplicateKind, FactoryError, Registry};
use ch_contrat::Plugin;
use francais::{output, visible};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};

use crate::files::Files;
use crate::policy::{Guarded, Ledger, Policy};

/// Les portes de cet hôte, dans l'ordre du livre.
pub const NAMES: [&str; 6] = ["integre", "feature", "ffi", "rhai", "lua", "wasm"];

/// Qui reçoit les notes des modules : le nom du module, puis la note.
pub type Journal = Arc<dyn Fn(&str, &str) + Send + Sync>;

/// Ce que l'hôte rend à ses portes.
#[derive(Clone)]
pub struct Services {
    journal: Journal,
    files: Files,
}

// ANCHOR: portes
/// Les portes d'un hôte, et ce qu'elles partagent.
#[derive(Clone)]
pub struct Doors {
    ledger: Arc<Ledger>,
    services: Services,
    #[cfg(feature = "ffi")]
    probe: ch_ffi::Probe,
}
// ANCHOR_END: portes

impl Doors {
    /// À appeler en premier dans `main` : lancé comme sonde de la porte `ffi`, le programme
    /// essaie le greffon demandé et se termine ici.
    ///
    /// # Errors
    ///
    /// Si le système ne sait pas dire où est le programme en cours.
    pub fn install() -> std::io::Result<Self> {
        Ok(Self {
            ledger: Arc::default(),
            services: Services {
                journal: Arc::new(|plugin, note| {
                    output::warn(format_args!("« {plugin} » note : {}", visible(note)));
                }),
                files: Files::default(),
            },
            #[cfg(feature = "ffi")]
            probe: ch_ffi::Probe::install()?,
        })
    }

    /// Des portes dont la sonde est un autre programme, qui commence par
    /// [`install`](Self::install) : un test n'a pas de `main` à lui.
    #[cfg(feature = "ffi")]
    pub fn with_probe(probe: ch_ffi::Probe) -> Self {
        Self {
            ledger: Arc::default(),
            services: Services {
                journal: Arc::new(|_, _| {}),
                files: Files::default(),
            },
            probe,
        }
    }

    /// Change qui reçoit les notes.
    #[must_use]
    pub fn journal(mut self, journal: impl Fn(&str, &str) + Send + Sync + 'static) -> Self {
        self.services.journal = Arc::new(journal);
        self
    }

    /// Le compte des appels et des échecs de tous les modules que ces portes ont ouverts.
    pub fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    /// Les fichiers que les modules ont ouverts jusqu'ici.
    pub fn files(&self) -> &Files {
        &self.services.files
    }

    // ANCHOR: registre
    /// Le registre qui connaît toutes les portes.
    ///
    /// # Errors
    ///
    /// Aucune tant que deux portes n'ont pas le même nom.
    pub fn registry(&self) -> Result<Registry, DuplicateKind> {
        let mut registry = Registry::new();
        self.add(&mut registry, "integre", compiled::integrated)?;
        self.add(&mut registry, "feature", compiled::feature)?;
        #[cfg(feature = "ffi")]
        self.add(
            &mut registry,
            "ffi",
            ffi::factory(self.services.clone(), self.probe.clone()),
        )?;
        #[cfg(feature = "rhai")]
        self.add(&mut registry, "rhai", rhai::factory(self.services.clone()))?;
        #[cfg(feature = "lua")]
        self.add(&mut registry, "lua", lua::factory(self.services.clone()))?;
        #[cfg(feature = "wasm")]
        self.add(&mut registry, "wasm", wasm::factory(self.services.clone()))?;
        add_missing(&mut registry)?;
        Ok(registry)
    }

    /// Enregistre une porte ; ses modules sont gardés selon la politique de leurs options.
    fn add<O, F>(&self, registry: &mut Registry, door: &str, open: F) -> Result<(), DuplicateKind>
    where
        O: DeserializeOwned + JsonSchema + HasPolicy + 'static,
        F: Fn(&BuildContext<'_>, O) -> Result<Box<dyn Plugin>, FactoryError>
            + Send
            + Sync
            + 'static,
    {
        let doors = self.clone();
        registry.register(door, move |context, options: O| {
            let policy = options.policy();
            let plugin = open(context, options)?;
            Ok(doors.guard(context.name, plugin, policy))
        })
    }
    // ANCHOR_END: registre

    /// Garde un module selon une politique, et compte ses appels sous le nom `name`. Une porte
    /// de plus passe par ici, comme les autres.
    pub fn guard(&self, name: &str, plugin: Box<dyn Plugin>, policy: Policy) -> Box<dyn Plugin> {
        Box::new(Guarded::new(plugin, policy, self.ledger.tally(name)))
    }
}

/// Des options qui disent quoi faire d'un échec.
pub trait HasPolicy {
    /// La politique choisie par le fichier.
    fn policy(&self) -> Policy;
}

/// Écrit [`HasPolicy`] pour un type d'options qui a un champ `en_cas_d_echec`.
macro_rules! has_policy {
    ($($options:ty),+) => {$(
        impl $crate::doors::HasPolicy for $options {
            fn policy(&self) -> $crate::Policy {
                self.en_cas_d_echec
            }
        }
    )+};
}
pub(crate) use has_policy;

// ANCHOR: absentes
/// Enregistre les portes connues que cet hôte n'a pas : mieux vaut dire comment les ajouter
/// que « type inconnu ».
fn add_missing(registry: &mut Registry) -> Result<(), DuplicateKind> {
    for door in NAMES {
        if registry.kinds().any(|known| known == door) {
            continue;
        }
        registry.register(door, move |_, _: Anything| {
            let fact = format!("cet hôte a été compilé sans la porte « {door} »");
            Err(FactoryError::new(format!(
                "{fact} : recompilez-le avec « --features {door} »"
            )))
        })?;
    }
    Ok(())
}
// ANCHOR_END: absentes

/// Des options que personne ne lira : leur porte n'est pas là.
struct Anything;

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl JsonSchema for Anything {
    fn schema_name() -> Cow<'static, str> {
        "Absente".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        true.into()
    }
}
