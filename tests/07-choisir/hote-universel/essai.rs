//! Des modules et des portes d'essai.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ch_contrat::{Plugin, PluginError};

use super::{Door, Module, OnFailure, Registry};

/// Un module qui fait ce que dit une fonction.
pub(super) struct Faux<F> {
    pub(super) initialise: Arc<AtomicUsize>,
    pub(super) traite: F,
}

impl<F> Plugin for Faux<F>
where
    F: Fn(&str) -> Result<String, String> + Send + Sync,
{
    fn name(&self) -> &str {
        "un nom que la configuration ignore"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        self.initialise.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn execute(&self, texte: &str) -> Result<String, PluginError> {
        (self.traite)(texte).map_err(|message| PluginError::execute(self.name(), message))
    }
}

/// Un module qui refuse de s'initialiser.
pub(super) struct Paresseux;

impl Plugin for Paresseux {
    fn name(&self) -> &str {
        "paresseux"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        Err(PluginError::init("paresseux", "demain"))
    }

    fn execute(&self, texte: &str) -> Result<String, PluginError> {
        Ok(texte.to_owned())
    }
}

pub(super) fn faux<F>(traite: F) -> Box<dyn Plugin>
where
    F: Fn(&str) -> Result<String, String> + Send + Sync + 'static,
{
    let initialise = Arc::default();
    Box::new(Faux { initialise, traite })
}

/// Le module d'une chaîne : il ajoute son nom au texte, et il échoue ou panique sur un texte
/// qui le demande.
pub(super) fn module(nom: &str, on_failure: OnFailure) -> Module {
    let name = nom.to_owned();
    let signature = nom.to_owned();
    let plugin = faux(move |texte| {
        if texte.contains("panique") {
            panic!("au secours");
        }
        match texte.strip_prefix("refuse ") {
            Some(qui) if qui.starts_with(&signature) => Err("pas celui-là".to_owned()),
            _ => Ok(format!("{texte} {signature}")),
        }
    });
    Module {
        name,
        plugin,
        on_failure,
    }
}

/// Une porte qui fait entrer des modules ajoutant `suffixe`.
pub(super) fn porte(suffixe: &'static str) -> Door {
    Box::new(move |_| Ok(faux(move |texte| Ok(format!("{texte}{suffixe}")))))
}

/// Des portes d'essai : « plus », « moins », « close » et « paresseuse ».
pub(super) fn registre() -> Registry {
    let mut registre = Registry::new();
    registre.register("plus", porte("+"));
    registre.register("moins", porte("-"));
    registre.register("close", Box::new(|_| Err("pas de clé".to_owned())));
    registre.register("paresseuse", Box::new(|_| Ok(Box::new(Paresseux))));
    registre
}

/// Une porte qui fait entrer des modules que l'on peut compter : chacun tient `vivants`.
pub(super) fn porte_comptee(vivants: &Arc<()>) -> Door {
    let vivants = Arc::clone(vivants);
    Box::new(move |_| {
        let vivant = Arc::clone(&vivants);
        Ok(faux(move |texte| {
            let _ = &vivant;
            Ok(texte.to_owned())
        }))
    })
}
