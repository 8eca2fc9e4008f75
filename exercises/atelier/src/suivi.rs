//! Où en est l'élève.
//!
//! L'état se déduit : un verdict est rangé avec l'empreinte de tout ce qui a été jugé. Si un
//! fichier change, l'empreinte aussi, et le verdict ne compte plus. Perdre ce dossier ne
//! perd donc rien : il suffit de vérifier à nouveau.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::catalogue::Exercice;
use crate::verdict::Verdict;
use crate::{Projet, Resultat, fichiers};

/// L'état d'un exercice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    /// Les fichiers sont ceux du départ.
    AFaire,
    /// Les fichiers ont changé depuis le dernier verdict.
    EnCours,
    /// Le dernier verdict porte sur ces fichiers : tant de tests passent sur tant.
    Echoue {
        /// Les tests qui passent.
        reussis: usize,
        /// Tous les tests.
        total: usize,
    },
    /// Rien n'échoue sur ces fichiers, mais il manque à la machine de quoi tout lancer.
    Incomplet {
        /// Les tests qui n'ont pas été lancés.
        non_lances: usize,
    },
    /// Tous les tests passent sur ces fichiers.
    Reussi,
}

#[derive(Debug, Serialize, Deserialize)]
struct Trace {
    empreinte: String,
    reussis: usize,
    #[serde(default)]
    non_lances: usize,
    total: usize,
}

impl Trace {
    /// Rien n'a échoué, mais tout n'a pas été lancé.
    fn incomplete(&self) -> bool {
        self.non_lances > 0 && self.reussis + self.non_lances == self.total
    }
}

/// L'état d'un exercice.
pub fn etat(projet: &Projet, exercice: &Exercice) -> Etat {
    match trace(projet, exercice) {
        Some(trace) if trace.total > 0 && trace.reussis == trace.total => Etat::Reussi,
        _ if est_au_depart(exercice) => Etat::AFaire,
        Some(trace) if trace.incomplete() => Etat::Incomplet {
            non_lances: trace.non_lances,
        },
        Some(Trace { reussis, total, .. }) => Etat::Echoue { reussis, total },
        None => Etat::EnCours,
    }
}

/// Retient un verdict pour les fichiers dont voici l'empreinte. Une mémoire qu'on ne peut pas
/// écrire ne doit rien empêcher.
pub fn retenir(projet: &Projet, exercice: &Exercice, empreinte: String, verdict: &Verdict) {
    let trace = Trace {
        empreinte,
        reussis: verdict.reussis(),
        non_lances: verdict.non_lances().count(),
        total: verdict.tests.len(),
    };
    if let Ok(json) = serde_json::to_vec(&trace) {
        let _ = fichiers::ecrire(&fichier(projet, exercice), &json);
    }
}

/// Le premier exercice qui n'est pas réussi, dans l'ordre du livre. Celui qui attend quelque
/// chose de la machine ne retient pas les suivants : il vient quand il ne reste que lui.
pub fn prochain<'a>(projet: &Projet, exercices: &'a [Exercice]) -> Option<&'a Exercice> {
    let premier = |voulu: fn(Etat) -> bool| {
        let mut exercices = exercices.iter();
        exercices.find(|exercice| voulu(etat(projet, exercice)))
    };
    premier(|etat| !matches!(etat, Etat::Reussi | Etat::Incomplet { .. }))
        .or_else(|| premier(|etat| etat != Etat::Reussi))
}

/// Les fichiers de l'élève sont-ils ceux du départ ?
pub fn est_au_depart(exercice: &Exercice) -> bool {
    exercice.manifeste.fichiers.iter().all(|fichier| {
        let lu = |dossier: PathBuf| fs::read(dossier.join(fichier)).ok();
        lu(exercice.dossier()) == lu(exercice.depart())
    })
}

/// Combien d'indices ont déjà été demandés.
pub fn indices_vus(projet: &Projet, exercice: &Exercice) -> usize {
    let texte = fs::read_to_string(memoire_des_indices(projet, exercice)).unwrap_or_default();
    texte.trim().parse().unwrap_or(0)
}

/// Retient combien d'indices ont été demandés.
///
/// # Errors
///
/// Si la mémoire de l'atelier ne peut pas être écrite.
pub fn retenir_les_indices(projet: &Projet, exercice: &Exercice, vus: usize) -> Resultat<()> {
    fichiers::ecrire(
        &memoire_des_indices(projet, exercice),
        vus.to_string().as_bytes(),
    )
}

fn trace(projet: &Projet, exercice: &Exercice) -> Option<Trace> {
    let json = fs::read(fichier(projet, exercice)).ok()?;
    let trace: Trace = serde_json::from_slice(&json).ok()?;
    (trace.empreinte == empreinte(exercice)).then_some(trace)
}

fn fichier(projet: &Projet, exercice: &Exercice) -> PathBuf {
    projet
        .memoire()
        .join("verdicts")
        .join(format!("{}.json", exercice.paquet()))
}

fn memoire_des_indices(projet: &Projet, exercice: &Exercice) -> PathBuf {
    projet.memoire().join("indices").join(exercice.paquet())
}

/// L'empreinte de tout ce qui est jugé, et de rien d'autre : ce qu'un éditeur ou le système
/// laisse dans le dossier (`.lib.rs.swp`, `.DS_Store`, un `core`) ne change pas un verdict.
pub fn empreinte(exercice: &Exercice) -> String {
    let mut empreinte = Sha256::new();
    for chemin in exercice.juges() {
        let contenu = fs::read(&chemin).unwrap_or_default();
        // Depuis la racine : déplacer le projet ne perd pas les verdicts.
        empreinte.update(exercice.affiche(&chemin).as_bytes());
        empreinte.update((contenu.len() as u64).to_le_bytes());
        empreinte.update(&contenu);
    }
    empreinte
        .finalize()
        .iter()
        .map(|octet| format!("{octet:02x}"))
        .collect()
}
