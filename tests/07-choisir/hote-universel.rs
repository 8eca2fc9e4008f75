//! Ce que l'exercice `choisir/hote-universel` doit garantir.
//!
//! Les tests d'une étape se servent des précédentes, jamais des suivantes.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ch_contrat::{Plugin, PluginError};
use tempfile::TempDir;
use verifications::{bibliotheque, instantane};

use super::sujet::{Config, Door, Module, ModuleConfig, OnFailure, Refusal, Registry};
use essai::{Faux, faux, module, porte, porte_comptee, registre};

#[path = "hote-universel/essai.rs"]
mod essai;
#[path = "hote-universel/etape_1_registre.rs"]
mod etape_1_registre;
#[path = "hote-universel/etape_2_portes.rs"]
mod etape_2_portes;
#[path = "hote-universel/etape_3_politique.rs"]
mod etape_3_politique;
#[path = "hote-universel/etape_4_destruction.rs"]
mod etape_4_destruction;
#[path = "hote-universel/etape_4_en_service.rs"]
mod etape_4_en_service;
#[path = "hote-universel/etape_4_rechargement.rs"]
mod etape_4_rechargement;

/// Une configuration : un module par paire (nom, type).
fn texte_de(modules: &[(&str, &str)]) -> String {
    let tables = modules
        .iter()
        .map(|(nom, porte)| format!("[[module]]\nnom = \"{nom}\"\ntype = \"{porte}\"\n"));
    tables.collect()
}

fn configuration(modules: &[(&str, &str)]) -> Config {
    Config::parse(&texte_de(modules), Path::new("")).expect("cette configuration est bonne")
}

fn refus(module: &str, raison: &str) -> Refusal {
    Refusal {
        module: module.to_owned(),
        reason: raison.to_owned(),
    }
}

/// Les refus de `open_all`.
fn refus_de(registre: &Registry, config: &Config) -> Vec<Refusal> {
    match registre.open_all(config) {
        Err(refus) => refus,
        Ok(modules) => panic!(
            "un de ces modules ne peut pas entrer, et open_all a rendu {} modules",
            modules.len()
        ),
    }
}

fn rendu(module: &dyn Plugin, texte: &str) -> String {
    module
        .execute(texte)
        .unwrap_or_else(|erreur| panic!("ce module sait traiter « {texte} » : {erreur}"))
}

/// Un dossier avec un script qui salue.
fn dossier_au_script(salut: &str) -> TempDir {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    ecrire_le_script(dossier.path(), salut);
    dossier
}

fn ecrire_le_script(dossier: &Path, salut: &str) {
    let script = format!(
        "fn name() {{ \"salut\" }}\nfn version() {{ \"1.0.0\" }}\nfn execute(text) {{ `{salut}, ${{text}}` }}\n"
    );
    fs::write(dossier.join("salut.rhai"), script).expect("écrire le script");
}

/// La configuration d'une bibliothèque native.
fn native(fichier: &Path, confiance: bool) -> ModuleConfig {
    ModuleConfig {
        name: "natif".to_owned(),
        kind: "ffi".to_owned(),
        file: fichier.to_owned(),
        trusted: confiance,
        on_failure: OnFailure::Stop,
    }
}

/// La configuration d'un script.
fn script(fichier: &Path) -> ModuleConfig {
    ModuleConfig {
        kind: "rhai".to_owned(),
        ..native(fichier, false)
    }
}

/// Ce que `porte` reproche à ce module.
fn reproche(
    porte: fn(&ModuleConfig) -> Result<Box<dyn Plugin>, String>,
    config: &ModuleConfig,
) -> String {
    match porte(config) {
        Err(raison) => raison,
        Ok(module) => panic!(
            "{} ne devait pas entrer, et il est devenu le module « {} »",
            config.file.display(),
            module.name()
        ),
    }
}

/// Le bilan d'une suite de textes. Ici, et non dans une étape : l'instantané porte ce nom.
fn fixer_le_bilan(bilan: &str) {
    instantane!("bilan", bilan);
}
