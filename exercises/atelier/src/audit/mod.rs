//! L'audit : prouver que le matériel tient ensemble.
//!
//! 1. le départ compile sans avertissement et échoue à chaque test, sauf les `acquis` ;
//! 2. la solution compile sans remarque de clippy et passe tous les tests ;
//! 3. chaque réponse fausse compile et échoue là où elle le dit, et là seulement ; chaque
//!    test est éprouvé par au moins une réponse fausse ;
//! 4. l'énoncé, les paquets et le contrôle ont leur forme, et les arbres se répondent ;
//! 5. le livre : extraits, sorties, pages d'exercices, liens ;
//! 6. il ne reste rien de marqué « À ÉCRIRE ».
//!
//! D'un exercice, l'audit vérifie tout ; du projet, la même chose pour chacun, et ce qui n'est à
//! aucun.

pub mod arbres;
pub mod controle;
pub mod enonce;
pub mod exercices;
pub mod forme;
pub mod liens;
pub mod marques;
pub mod mutants;
pub mod pages;
pub mod paquets;

use std::io::Write;
use std::path::Path;

use crate::catalogue::{Catalogue, Exercice};
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

/// L'examen d'un exercice : ce qu'on y trouve à redire.
#[derive(Debug)]
pub struct Examen<'a> {
    /// Le projet.
    pub projet: &'a Projet,
    /// L'exercice examiné.
    pub exercice: &'a Exercice,
    /// Les défauts trouvés jusqu'ici.
    pub defauts: Vec<Defaut>,
}

impl Examen<'_> {
    fn defaut(&mut self, lieu: &Path, fait: impl Into<String>) {
        let lieu = self.projet.affiche(lieu);
        self.defauts.push(Defaut::nouveau(lieu, fait));
    }

    fn defaut_a(&mut self, lieu: &Path, ligne: usize, fait: impl Into<String>) {
        let lieu = format!("{}:{ligne}", self.projet.affiche(lieu));
        self.defauts.push(Defaut::nouveau(lieu, fait));
    }

    fn signale(&mut self, lieu: &Path, erreur: &Erreur) {
        let defaut = Defaut::signale(self.projet, lieu, erreur);
        self.defauts.push(defaut);
    }
}

/// Ce qui se voit d'un exercice à la lecture, sans rien compiler.
pub fn a_la_lecture(projet: &Projet, exercice: &Exercice) -> Vec<Defaut> {
    let mut examen = Examen {
        projet,
        exercice,
        defauts: Vec::new(),
    };
    enonce::verifier(&mut examen);
    paquets::verifier(&mut examen);
    controle::verifier(&mut examen);
    examen.defauts
}

/// Audite le projet, ou seulement les exercices que désignent `noms`. Avec `lecture`, rien n'est
/// compilé.
///
/// # Errors
///
/// Si un nom ne désigne rien, ou si cargo ne peut pas être lancé.
pub fn auditer(
    projet: &Projet,
    noms: &[String],
    lecture: bool,
    sortie: &mut dyn Write,
) -> Resultat<bool> {
    let constat = constater(projet, noms, lecture, sortie)?;
    Ok(constat.defauts == 0 && constat.marques == 0)
}

/// Ce que l'audit a compté.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Constat {
    /// Ce qui ne tient pas.
    pub defauts: usize,
    /// Les tests que cette machine ne peut pas lancer.
    pub non_lances: usize,
    /// Les lignes encore marquées « À ÉCRIRE ».
    pub marques: usize,
}

/// L'audit, et ce qu'il a compté.
///
/// # Errors
///
/// Les mêmes que pour [`auditer`].
pub fn constater(
    projet: &Projet,
    noms: &[String],
    lecture: bool,
    sortie: &mut dyn Write,
) -> Resultat<Constat> {
    let catalogue = Catalogue::lire(projet);
    let exercices = catalogue.choisir(noms)?;
    let tout = noms.is_empty();
    let mut lus: Vec<Defaut> = exercices
        .iter()
        .flat_map(|exercice| a_la_lecture(projet, exercice))
        .collect();
    let pages = if tout {
        lus.extend(arbres::verifier(projet, &catalogue));
        pages::verifier(projet, &catalogue)
    } else {
        let pages = |exercice: &&Exercice| pages::de_l_exercice(projet, exercice);
        exercices.iter().flat_map(pages).collect()
    };
    let mut bilan = Bilan::sur(sortie);
    bilan.etape("arbres et manifestes", lus)?;
    bilan.etape("forme", forme::verifier(projet, &exercices)?)?;
    if !lecture {
        bilan.etape("solutions", exercices::solutions(projet, &exercices)?)?;
        let essais = exercices::essais(projet, &exercices)?;
        bilan.etape("départs et réponses fausses", essais)?;
    }
    bilan.etape("pages du livre", pages)?;
    let page = |lieu: &str| {
        let mut siennes = exercices.iter();
        tout || siennes.any(|exercice| lieu == format!("{}.html", exercice.cle()))
    };
    bilan.etape("liens du livre construit", livre_construit(projet, page)?)?;
    let marques = exercices
        .iter()
        .flat_map(|exercice| marques::restantes(projet, exercice));
    bilan.marques(marques.collect())?;
    bilan.conclure(exercices.len())
}

fn livre_construit(projet: &Projet, page: impl Fn(&str) -> bool) -> Resultat<Vec<Defaut>> {
    let dossier = match livre::construire(projet) {
        Ok(dossier) => dossier,
        Err(erreur) => return Ok(vec![Defaut::nouveau("book", erreur.to_string())]),
    };
    let mut defauts = liens::verifier(&dossier, page)?;
    let disparus = livre::francais::disparus(&dossier)?;
    defauts.extend(disparus.into_iter().map(|anglais| {
        let fait =
            format!("mdBook n'écrit plus « {anglais} » : la table de l'interface est à revoir");
        Defaut::nouveau("exercises/atelier/src/livre/francais.rs", fait)
    }));
    Ok(defauts)
}

struct Bilan<'a> {
    constat: Constat,
    sortie: &'a mut dyn Write,
}

impl<'a> Bilan<'a> {
    fn sur(sortie: &'a mut dyn Write) -> Self {
        Self {
            constat: Constat::default(),
            sortie,
        }
    }

    fn etape(&mut self, nom: &str, mut defauts: Vec<Defaut>) -> Resultat<()> {
        defauts.sort();
        let manques = defauts.iter().filter(|defaut| defaut.manque).count();
        let fautes = defauts.len() - manques;
        self.constat.non_lances += manques;
        self.constat.defauts += fautes;
        let signe = match (fautes, manques) {
            (0, 0) => en(BIEN, "✔"),
            (0, _) => en(ATTENTION, NON_LANCE),
            _ => en(MAL, "✘"),
        };
        writeln!(self.sortie, "{signe} {}", en(TITRE, nom))?;
        self.montrer(defauts)
    }

    /// Ce que l'auteur a encore à écrire : rien n'est faux, mais rien n'est à publier.
    fn marques(&mut self, marques: Vec<Defaut>) -> Resultat<()> {
        self.constat.marques = marques.len();
        if marques.is_empty() {
            return Ok(());
        }
        writeln!(
            self.sortie,
            "{} {}",
            en(ATTENTION, "✎"),
            en(TITRE, "reste à écrire")
        )?;
        self.montrer(marques)
    }

    fn montrer(&mut self, defauts: Vec<Defaut>) -> Resultat<()> {
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

    fn conclure(self, exercices: usize) -> Resultat<Constat> {
        let Constat {
            defauts,
            non_lances,
            marques,
        } = self.constat;
        let mut resume = format!("{exercices} exercice(s), {defauts} défaut(s)");
        for (nombre, quoi) in [
            (non_lances, "test(s) non lancé(s)"),
            (marques, "ligne(s) à écrire"),
        ] {
            if nombre > 0 {
                resume.push_str(&format!(", {nombre} {quoi}"));
            }
        }
        writeln!(self.sortie, "{}", en(DISCRET, resume))?;
        Ok(self.constat)
    }
}
