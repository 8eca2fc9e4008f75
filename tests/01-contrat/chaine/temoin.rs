//! Un module témoin, qui note chaque appel qu'il reçoit.

use std::sync::{Arc, Mutex};

use ch_contrat::{Plugin, PluginError};

/// Tous les appels reçus par les témoins d'un test, dans l'ordre.
pub(super) type Journal = Arc<Mutex<Vec<String>>>;

/// Un module témoin : il note chaque appel et, s'il ne refuse pas, ajoute `ajout` au texte.
pub(super) struct Temoin {
    nom: String,
    pub(super) ajout: String,
    pub(super) version: &'static str,
    journal: Journal,
}

impl Temoin {
    fn noter(&self, appel: &str) {
        let ligne = format!("{appel} {}", self.nom);
        self.journal.lock().expect("journal").push(ligne);
    }

    /// Un refus qui a une cause : l'erreur rendue doit garder l'un et l'autre.
    fn refus(&self, refus: fn(String, String) -> PluginError, texte: &str) -> PluginError {
        let cause = "trois"
            .parse::<u8>()
            .expect_err("« trois » n'a pas de chiffre");
        let message = format!("je ne veux pas de « {texte} »");
        refus(self.nom.clone(), message).with_source(cause)
    }
}

impl Plugin for Temoin {
    fn name(&self) -> &str {
        &self.nom
    }

    fn version(&self) -> &str {
        self.version
    }

    fn init(&mut self) -> Result<(), PluginError> {
        self.noter("init");
        match self.nom.ends_with('!') {
            true => Err(self.refus(PluginError::init, "init")),
            false => Ok(()),
        }
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        self.noter("execute");
        match self.nom.ends_with('!') {
            true => Err(self.refus(PluginError::execute, text)),
            false if self.nom == "vide" => Ok(String::new()),
            false => Ok(format!("{text}{}", self.ajout)),
        }
    }
}

/// Un témoin qui ajoute son nom, et dont les appels vont dans `journal`.
pub(super) fn temoin(nom: &str, journal: &Journal) -> Temoin {
    Temoin {
        nom: nom.to_owned(),
        ajout: format!("-{nom}"),
        version: "1.0.0",
        journal: Arc::clone(journal),
    }
}
