//! Attrapée par : `un_texte_mauvais_ne_change_rien`, `huit_lecteurs_pendant_cinq_cents_relectures`
//!
//! Les configurations sont empilées, et un refus ôte la dernière « pour revenir à la bonne ». Mais la
//! mauvaise n'a jamais été empilée : c'est la configuration en service, la bonne, qui disparaît.

use std::sync::{Arc, Mutex, PoisonError};

/// La configuration en service.
#[derive(Debug)]
pub struct Live<C> {
    history: Mutex<Vec<Arc<C>>>,
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
            history: Mutex::new(vec![Arc::new(config)]),
            seen: Mutex::new(text.to_owned()),
        })
    }

    /// La configuration en service, entière aussi longtemps qu'on la garde.
    pub fn current(&self) -> Arc<C> {
        let history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(history.last().expect("une configuration est en service"))
    }

    /// Essaie un nouveau texte.
    pub fn reload(&self, text: &str, load: impl FnOnce(&str) -> Result<C, String>) -> Reload {
        // Une panique de `load` empoisonne ce verrou ; le texte qu'il garde reste juste.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen == text {
            return Reload::Unchanged;
        }
        text.clone_into(&mut seen);
        let loaded = load(text);
        let mut history = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        match loaded {
            Ok(config) => {
                history.push(Arc::new(config));
                Reload::Replaced
            }
            Err(reason) => {
                history.pop();
                Reload::Rejected(reason)
            }
        }
    }
}
