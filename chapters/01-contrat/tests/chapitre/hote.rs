//! L'hôte tient sa part du contrat : l'ordre, les noms, `init` avant `execute`.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ch_contrat::{Compteur, Host, HostError, Majuscules, Plugin, PluginError, Stage, Typographie};

/// Un module qui compte ses initialisations et refuse les premières.
struct Reticent {
    refusals: usize,
    inits: Arc<AtomicUsize>,
}

impl Plugin for Reticent {
    fn name(&self) -> &str {
        "reticent"
    }

    fn version(&self) -> &str {
        "0.1.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        let calls = self.inits.fetch_add(1, Ordering::Relaxed);
        if calls < self.refusals {
            return Err(PluginError::init(self.name(), "pas encore").with_source("trop tôt"));
        }
        Ok(())
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        if text.is_empty() {
            return Err(PluginError::execute(self.name(), "le texte est vide"));
        }
        Ok(format!("({text})"))
    }
}

fn reticent(refusals: usize) -> (Reticent, Arc<AtomicUsize>) {
    let inits = Arc::new(AtomicUsize::new(0));
    let plugin = Reticent {
        refusals,
        inits: Arc::clone(&inits),
    };
    (plugin, inits)
}

#[test]
fn un_hote_sans_module_rend_le_texte_tel_quel() {
    let transcript = Host::new().run("l'hôte").unwrap();
    assert_eq!(transcript.output(), "l'hôte");
    assert!(transcript.steps.is_empty());
}

#[test]
fn les_modules_se_suivent_dans_l_ordre_de_leur_enregistrement() {
    let mut host = Host::new();
    host.register(Majuscules).unwrap();
    host.register(reticent(0).0).unwrap();
    host.init().unwrap();
    assert_eq!(host.run("mot").unwrap().output(), "(MOT)");
}

#[test]
fn deux_modules_ne_portent_pas_le_meme_nom() {
    let mut host = Host::new();
    host.register(Compteur).unwrap();
    let error = host.register(Compteur).unwrap_err();
    assert_eq!(error, HostError::DuplicateName("compteur".to_owned()));
    assert_eq!(
        error.to_string(),
        "un module nommé « compteur » est déjà enregistré"
    );
}

#[test]
fn un_module_n_est_initialise_qu_une_fois() {
    let (plugin, inits) = reticent(0);
    let mut host = Host::new();
    host.register(plugin).unwrap();
    host.init().unwrap();
    host.register(Majuscules).unwrap();
    host.init().unwrap();
    assert_eq!(inits.load(Ordering::Relaxed), 1);
    assert_eq!(host.run("mot").unwrap().output(), "(MOT)");
}

#[test]
fn un_module_qui_n_est_pas_initialise_ne_s_execute_pas() {
    let mut host = Host::new();
    host.register(Majuscules).unwrap();
    let error = host.run("mot").unwrap_err();
    assert_eq!(
        (error.plugin(), error.stage()),
        ("majuscules", Stage::Execute)
    );

    host.init().unwrap();
    host.register(Typographie).unwrap();
    assert_eq!(host.run("mot").unwrap_err().plugin(), "typographie");
}

#[test]
fn un_refus_arrete_l_initialisation_et_se_reprend() {
    let mut host = Host::new();
    host.register(reticent(1).0).unwrap();
    let error = host.init().unwrap_err();
    assert_eq!(
        error.to_string(),
        "module « reticent » : échec à l'initialisation : pas encore"
    );
    assert_eq!(error.source().unwrap().to_string(), "trop tôt");
    assert!(host.run("mot").is_err());

    host.init().unwrap();
    assert_eq!(host.run("mot").unwrap().output(), "(mot)");
}

#[test]
fn un_echec_nomme_le_module_et_le_module_reste_utilisable() {
    let mut host = Host::new();
    host.register(reticent(0).0).unwrap();
    host.init().unwrap();
    let error = host.run("").unwrap_err();
    assert_eq!(
        error.to_string(),
        "module « reticent » : échec à l'exécution : le texte est vide"
    );
    assert!(host.run("mot").is_ok());
}

#[test]
fn un_module_choisi_pendant_l_execution_entre_dans_une_boite() {
    let choose = |name: &str| -> Box<dyn Plugin> {
        match name {
            "majuscules" => Box::new(Majuscules),
            _ => Box::new(reticent(0).0),
        }
    };
    let mut host = Host::new();
    host.register(choose("majuscules")).unwrap();
    host.register(choose("autre")).unwrap();
    host.init().unwrap();
    assert_eq!(host.run("mot").unwrap().output(), "(MOT)");
}
