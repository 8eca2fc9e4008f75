//! Exercice : recharger sans que personne s'en aperçoive. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-configuration-rechargement`

use std::marker::PhantomData;
use std::sync::Arc;

/// La configuration en service.
#[derive(Debug)]
pub struct Live<C> {
    // À vous : que faut-il garder, et sous combien de verrous ?
    _config: PhantomData<C>,
}

/// Ce qu'une relecture a donné.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reload {
    /// C'est le texte de la fois précédente.
    Unchanged,
    /// La nouvelle configuration est en service.
    Replaced,
    /// Le texte est mauvais ; rien n'a changé.
    Rejected(String),
}

impl<C> Live<C> {
    /// Met en service la configuration de `text`.
    ///
    /// # Errors
    ///
    /// Le refus de `load`.
    pub fn open(text: &str, load: impl FnOnce(&str) -> Result<C, String>) -> Result<Self, String> {
        let _ = load;
        todo!("charger {text:?}, garder la configuration et le texte d'où elle vient")
    }

    /// La configuration en service, entière aussi longtemps qu'on la garde.
    pub fn current(&self) -> Arc<C> {
        todo!("rendre un pointeur partagé vers la configuration en service")
    }

    /// Essaie un nouveau texte.
    pub fn reload(&self, text: &str, load: impl FnOnce(&str) -> Result<C, String>) -> Reload {
        let _ = load;
        todo!("essayer {text:?} : tout vérifier, puis échanger, et ne pas se répéter")
    }
}
