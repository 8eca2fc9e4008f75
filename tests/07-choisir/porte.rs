//! Ce que l'exercice `choisir/porte` doit garantir.
//!
//! Le programme est `programme-temoin` : quelques textes, `mourir` ou `attendre`, lui font
//! faire ce qu'ils disent ; il rend les autres en capitales.

use std::error::Error;
use std::panic;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use ch_contrat::{Plugin, PluginError};
use verifications::instantane;

use super::sujet::protocol::{MAX_LINE, ProgramError};
use super::sujet::{Limits, ProgramPlugin};
use temoin::Temoin;

#[path = "porte/demander.rs"]
mod demander;
#[path = "porte/fautes.rs"]
mod fautes;
#[path = "porte/fin.rs"]
mod fin;
#[path = "porte/lancer.rs"]
mod lancer;
#[path = "porte/lignes.rs"]
mod lignes;
#[path = "porte/repartir.rs"]
mod repartir;
#[path = "porte/ressources.rs"]
mod ressources;
#[path = "porte/temoin.rs"]
mod temoin;

/// Largement le temps de répondre, même sur une machine chargée.
const LARGES: Limits = Limits {
    start: Duration::from_secs(5),
    answer: Duration::from_secs(5),
};

/// Pour les programmes qui ne répondront pas.
const COURTES: Limits = Limits {
    start: Duration::from_secs(5),
    answer: Duration::from_millis(1500),
};

/// Fait `travail` dans un autre fil, et ne l'attend pas sans fin.
fn borne(travail: impl FnOnce() + Send + 'static) {
    let (fini, fin) = mpsc::channel::<()>();
    let fil = thread::spawn(move || {
        let _fini = fini;
        travail();
    });
    if fin.recv_timeout(Duration::from_secs(8)) == Err(RecvTimeoutError::Timeout) {
        panic!(
            "l'hôte ne rend pas la main : il attend sans limite un programme qui ne lit pas, \
             n'écrit pas ou ne finit pas"
        );
    }
    if let Err(panique) = fil.join() {
        panic::resume_unwind(panique);
    }
}

/// L'échec de `module` sur ce texte.
fn echec(module: &ProgramPlugin, texte: &str) -> PluginError {
    match module.execute(texte) {
        Err(erreur) => erreur,
        Ok(rendu) => panic!(
            "« {texte} » n'a pas de réponse convenable, et le module a rendu {:?}",
            rendu.chars().take(60).collect::<String>()
        ),
    }
}

/// La faute du programme, que l'erreur du module porte comme source, et que dit son message.
fn faute(erreur: &PluginError) -> &ProgramError {
    match erreur
        .source()
        .and_then(|source| source.downcast_ref::<ProgramError>())
    {
        Some(faute) => {
            assert_eq!(
                erreur.message(),
                faute.to_string(),
                "le message dit la faute"
            );
            faute
        }
        None => panic!(
            "le programme est en faute : l'erreur du module doit avoir une `ProgramError` pour \
             source ; obtenu : {erreur}"
        ),
    }
}

fn compter(module: &ProgramPlugin) -> String {
    module
        .execute("compter")
        .unwrap_or_else(|erreur| panic!("« compter » a une réponse simple : {erreur}"))
}

/// Un texte de plusieurs lignes tient sur une.
#[test]
fn un_texte_de_plusieurs_lignes_tient_sur_une() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let textes = [
            "où est l'œuf ?",
            "",
            " deux  espaces ",
            "première\nseconde\r\n",
            "une barre \\ puis \\n, qui n'est pas une fin de ligne",
            "fins de ligne",
        ];
        let reponses = textes.map(|texte| {
            let reponse = module.execute(texte).map_err(|erreur| erreur.to_string());
            format!("{texte:?} -> {reponse:?}")
        });
        instantane!("reponses", reponses.join("\n"));
    });
}
