//! Solution : recharger sans que personne s'en aperçoive.
//!
//! Deux verrous pour deux usages. Celui des lecteurs n'est tenu que le temps d'un pointeur ;
//! celui des relectures est tenu d'un bout à l'autre, pour qu'elles passent une à une.

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

/// La configuration en service.
#[derive(Debug)]
pub struct Live<C> {
    current: Mutex<Arc<C>>,
    // Le dernier texte reçu, bon ou mauvais.
    seen: Mutex<String>,
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
        let config = load(text)?;
        Ok(Self {
            current: Mutex::new(Arc::new(config)),
            seen: Mutex::new(text.to_owned()),
        })
    }

    /// La configuration en service, entière aussi longtemps qu'on la garde.
    pub fn current(&self) -> Arc<C> {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    /// Essaie un nouveau texte.
    pub fn reload(&self, text: &str, load: impl FnOnce(&str) -> Result<C, String>) -> Reload {
        // ANCHOR: relire
        // Une panique de `load` empoisonne ce verrou ; le texte qu'il garde reste juste.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen == text {
            return Reload::Unchanged;
        }
        text.clone_into(&mut seen);
        match load(text) {
            Ok(config) => {
                let config = Arc::new(config);
                let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
                let old = mem::replace(&mut *current, config);
                // Le verrou d'abord : la destruction de l'ancienne peut être longue.
                drop(current);
                drop(old);
                Reload::Replaced
            }
            Err(reason) => Reload::Rejected(reason),
        }
        // ANCHOR_END: relire
    }
}
