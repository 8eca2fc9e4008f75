//! La liste explicite des modules compilés.

use ch_contrat::{Host, HostError, Plugin};

// ANCHOR: liste
/// Un module compilé dans ce paquet.
#[derive(Debug)]
pub struct Module {
    /// La feature qui l'a fait compiler ; c'est aussi le nom du module.
    pub feature: &'static str,
    create: fn() -> Box<dyn Plugin>,
}

/// Les modules compilés, dans l'ordre où l'hôte les enchaîne.
pub const MODULES: &[Module] = &[
    #[cfg(feature = "typographie")]
    Module {
        feature: "typographie",
        create: || Box::new(ch_contrat::Typographie),
    },
    #[cfg(feature = "majuscules")]
    Module {
        feature: "majuscules",
        create: || Box::new(ch_contrat::Majuscules),
    },
    #[cfg(feature = "motifs")]
    Module {
        feature: "motifs",
        create: || Box::new(crate::Motifs),
    },
    #[cfg(feature = "frequences")]
    Module {
        feature: "frequences",
        create: || Box::new(crate::Frequences),
    },
    #[cfg(feature = "compteur")]
    Module {
        feature: "compteur",
        create: || Box::new(ch_contrat::Compteur),
    },
];
// ANCHOR_END: liste

impl Module {
    /// Un exemplaire neuf de ce module.
    pub fn create(&self) -> Box<dyn Plugin> {
        (self.create)()
    }
}

// ANCHOR: hote
/// Un hôte qui a tous les modules compilés, dans l'ordre de [`MODULES`].
///
/// # Errors
///
/// Si deux modules portent le même nom.
pub fn host() -> Result<Host, HostError> {
    let mut host = Host::new();
    for module in MODULES {
        host.register(module.create())?;
    }
    Ok(host)
}
// ANCHOR_END: hote

/// La liste des modules compilés, en JSON. Demande la feature `json`.
#[cfg(feature = "json")]
pub fn compiled_json() -> String {
    let names: Vec<_> = MODULES
        .iter()
        .map(|module| format!("\"{}\"", module.feature))
        .collect();
    format!("[{}]", names.join(","))
}
