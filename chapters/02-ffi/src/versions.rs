//! L'hôte d'après : il connaît le champ que [`ExtendedApi`](ch_ffi_abi::ExtendedApi) ajoute
//! à la table, et s'en passe si le greffon est plus ancien que lui.

use std::path::Path;

use ch_contrat::{Plugin, PluginError};
use ch_ffi_abi::{DescribeFn, describe_in};

use crate::plugin::table_of;
use crate::{FfiPlugin, LoadError, load_plugin};

/// Un greffon, et la fonction que les plus récents ont en plus.
#[derive(Debug)]
pub struct ExtendedPlugin {
    plugin: FfiPlugin,
    describe: Option<DescribeFn>,
}

impl ExtendedPlugin {
    // ANCHOR: charger
    /// Charge un greffon de la version 1, récent ou ancien.
    ///
    /// # Errors
    ///
    /// Les mêmes que [`load_plugin`].
    ///
    /// # Safety
    ///
    /// Les mêmes conditions que pour [`load_plugin`].
    pub unsafe fn load(path: &Path) -> Result<Self, LoadError> {
        // SÛRETÉ : c'est ce que nous demandons nous-mêmes à l'appelant.
        let plugin = unsafe { load_plugin(path) }?;
        // SÛRETÉ : `load_plugin` vient de vérifier l'entrée et la table de cette bibliothèque.
        let describe = unsafe {
            table_of(plugin.library())
                .ok()
                .and_then(|table| describe_in(table))
        };
        Ok(Self { plugin, describe })
    }

    /// Ce que le module dit de lui-même ; `None` s'il date d'avant la question.
    pub fn describe(&self) -> Option<Result<String, PluginError>> {
        let describe = self.describe?;
        let answer = self.plugin.instance.call(|instance, output| {
            // SÛRETÉ : l'instance est vivante, `call` tient le verrou, et `describe` vient de
            // la même table qu'elle.
            unsafe { describe(instance, output) }
        });
        Some(answer.map_err(|message| PluginError::execute(self.name(), message)))
    }
    // ANCHOR_END: charger
}

impl Plugin for ExtendedPlugin {
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
        self.plugin.execute(text)
    }
}
