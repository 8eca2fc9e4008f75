//! Attrapée par : `une_bonne_configuration_remplace_l_ancienne`, `on_lit_sans_attendre_pendant_une_relecture`, `une_panique_de_load_n_arrete_pas_la_suite`, `huit_lecteurs_pendant_cinq_cents_relectures`
//!
//! Un `OnceLock` se lit sans verrou, mais ne s'écrit qu'une fois : `set` rend la nouvelle
//! configuration dans un `Err`, que `let _` jette. `reload` annonce `Replaced`, et la première
//! configuration sert toujours.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// La configuration en service.
#[derive(Debug)]
pub struct Live<C> {
    current: OnceLock<Arc<C>>,
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
            current: OnceLock::from(Arc::new(config)),
            seen: Mutex::new(text.to_owned()),
        })
    }

    /// La configuration en service, entière aussi longtemps qu'on la garde.
    pub fn current(&self) -> Arc<C> {
        let current = self.current.get().expect("`open` l'a mise en service");
        Arc::clone(current)
    }

    /// Essaie un nouveau texte.
    pub fn reload(&self, text: &str, load: impl FnOnce(&str) -> Result<C, String>) -> Reload {
        // Une panique de `load` empoisonne ce verrou ; le texte qu'il garde reste juste.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen == text {
            return Reload::Unchanged;
        }
        text.clone_into(&mut seen);
        match load(text) {
            Ok(config) => {
                let config = Arc::new(config);
                let _ = self.current.set(config);
                Reload::Replaced
            }
            Err(reason) => Reload::Rejected(reason),
        }
    }
}
