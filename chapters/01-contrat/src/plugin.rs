//! Le trait que tout module implémente, quelle que soit la porte par laquelle il entre.

use crate::PluginError;

// ANCHOR: contrat
/// Un module de l'atelier de texte.
///
/// `Send + Sync` : l'hôte peut partager un module entre plusieurs fils d'exécution
/// (*threads*). Un module qui garde un état modifiable le protège lui-même.
pub trait Plugin: Send + Sync {
    /// Le nom du module, unique dans un hôte.
    fn name(&self) -> &str;

    /// La version du module, au format `majeur.mineur.correctif`.
    fn version(&self) -> &str;

    /// Prépare le module. L'hôte l'appelle une fois, avant tout
    /// [`execute`](Self::execute).
    ///
    /// # Errors
    ///
    /// Rend une [`PluginError`] si le module ne peut pas travailler ; l'hôte ne
    /// l'exécutera pas.
    fn init(&mut self) -> Result<(), PluginError> {
        Ok(())
    }

    /// Transforme un texte en un autre texte.
    ///
    /// # Errors
    ///
    /// Rend une [`PluginError`] si ce texte ne peut pas être traité ; le module reste
    /// utilisable pour le suivant.
    fn execute(&self, text: &str) -> Result<String, PluginError>;
}
// ANCHOR_END: contrat

/// Un module dans une boîte est un module : un hôte accepte aussi ceux dont il ne connaît
/// pas le type, choisis pendant l'exécution.
impl<P: Plugin + ?Sized> Plugin for Box<P> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn version(&self) -> &str {
        (**self).version()
    }

    fn init(&mut self) -> Result<(), PluginError> {
        (**self).init()
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        (**self).execute(text)
    }
}
