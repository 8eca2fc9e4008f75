//! L'audit : prouver que le matériel tient ensemble.
//!
//! 1. le départ compile sans avertissement et échoue à chaque test, sauf les `acquis` ;
//! 2. la solution compile sans remarque de clippy et passe tous les tests ;
//! 3. chaque réponse fausse compile et échoue là où elle le dit, et là seulement ; chaque
//!    test est éprouvé par au moins une réponse fausse ;
//! 4. manifestes complets, arbres en miroir, ni fichier ni instantané orphelin ;
//! 5. le livre : extraits, sorties, pages d'exercices, liens.

pub mod arbres;
pub mod exercices;
pub mod liens;
pub mod pages;

use std::io::Write;
use std::path::Path;

use crate::catalogue::Catalogue;
use crate::rapport::NON_LANCE;
use crate::sortie::{ATTENTION, BIEN, DISCRET, MAL, TITRE, en};
use crate::{Erreur, Projet, Resultat, livre};

/// Une chose qui ne tient pas : où, et quoi.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defaut {
    /// Le fichier ou l'exercice en cause.
    pub lieu: String,
    /// Ce qui ne va pas, et comment le corriger.
    pub fait: String,
    /// Est-ce la machine qui manque de quelque chose, et non le matériel qui a tort ? On le
    /// signale alors sans que l'audit soit rouge.
    pub manque: bool,
}

impl Defaut {
    /// Un défaut.
    pub fn nouveau(lieu: impl Into<String>, fait: impl Into<String>) -> Self {
        Self {
            lieu: lieu.into(),
            fait: fait.into(),
            manque: false,
        }
    }

    /// Une erreur, comme défaut : ce qu'elle dit du lieu est déjà dans le titre.
    pub fn signale(projet: &Projet, chemin: &Path, erreur: &Erreur) -> Self {
        let lieu = projet.affiche(chemin);
        let texte = erreur.clone().depuis(projet.racine()).to_string();
        // « lieu : fait », ou « lieu:ligne : fait ».
        let decoupe = texte
            .strip_prefix(&lieu)
            .filter(|suite| suite.starts_with([':', ' ']))
            .and_then(|suite| suite.split_once(" : "));
        match decoupe {
            Some((ligne, fait)) => Self::nouveau(format!("{lieu}{ligne}"), fait),
            None => Self::nouveau(lieu, texte),
        }
    }

    /// Un test que cette machine ne peut pas lancer : ni réussi, ni échoué.
    pub fn non_lance(lieu: impl Into<String>, test: &str, raison: &str) -> Self {
        Self {
            manque: true,
            ..Self::nouveau(lieu, format!("{test} n'est pas lancé : {raison}"))
        }
    }
}

/// Audite le projet, ou seulement les exercices que désignent `noms`.
///
/// # Errors
///
/// Si un nom ne désigne rien, ou si cargo ne peut pas être lancé.
pub fn auditer(projet: &Projet, noms: &[String], sortie: &mut dyn Write) -> Resultat<bool> {
    let catalogue = Catalogue::lire(projet);
    let exercices = catalogue.choisir(noms)?;
    let mut bilan = Bilan {
        defauts: 0,
        non_lances: 0,
        sortie,
    };
    if noms.is_empty() {
        bilan.etape("arbres et manifestes", arbres::verifier(projet, &catalogue))?;
    }
    bilan.etape("solutions", exercices::solutions(projet, &exercices)?)?;
    bilan.etape(
        "départs et réponses fausses",
        exercices::essais(projet, &exercices)?,
    )?;
    if noms.is_empty() {
        bilan.etape("pages du livre", pages::verifier(projet, &catalogue))?;
        bilan.etape("liens du livre construit", livre_construit(projet)?)?;
    }
    bilan.conclure(exercices.len())
}

fn livre_construit(projet: &Projet) -> Resultat<Vec<Defaut>> {
    let dossier = match livre::construire(projet) {
        Ok(dossier) => dossier,
        Err(erreur) => return Ok(vec![Defaut::nouveau("book", erreur.to_string())]),
    };
    let mut defauts = liens::verifier(&dossier)?;
    let disparus = livre::francais::disparus(&dossier)?;
    defauts.extend(disparus.into_iter().map(|anglais| {
        let fait =
            format!("mdBook n'écrit plus « {anglais} » : la table de l'interface est à revoir");
        Defaut::nouveau("exercises/atelier/src/livre/francais.rs", fait)
    }));
    Ok(defauts)
}

struct Bilan<'a> {
    defauts: usize,
    non_lances: usize,
    sortie: &'a mut dyn Write,
}

impl Bilan<'_> {
    fn etape(&mut self, nom: &str, mut defauts: Vec<Defaut>) -> Resultat<()> {
        defauts.sort();
        let manques = defauts.iter().filter(|defaut| defaut.manque).count();
        let fautes = defauts.len() - manques;
        self.non_lances += manques;
        self.defauts += fautes;
        let signe = match (fautes, manques) {
            (0, 0) => en(BIEN, "✔"),
            (0, _) => en(ATTENTION, NON_LANCE),
            _ => en(MAL, "✘"),
        };
        writeln!(self.sortie, "{signe} {}", en(TITRE, nom))?;
        for defaut in defauts {
            let style = if defaut.manque { ATTENTION } else { MAL };
            writeln!(self.sortie, "    {}", en(style, &defaut.lieu))?;
            for ligne in defaut.fait.lines() {
                writeln!(self.sortie, "      {ligne}")?;
            }
        }
        self.sortie.flush()?;
        Ok(())
    }

    fn conclure(self, exercices: usize) -> Resultat<bool> {
        let mut resume = format!("{exercices} exercice(s), {} défaut(s)", self.defauts);
        if self.non_lances > 0 {
            resume.push_str(&format!(", {} test(s) non lancé(s)", self.non_lances));
        }
        writeln!(self.sortie, "{}", en(DISCRET, resume))?;
        Ok(self.defauts == 0)
    }
}
