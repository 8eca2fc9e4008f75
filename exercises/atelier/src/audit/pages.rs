//! Point 5, sur les sources du livre : extraits, sorties, pages d'exercices, code libre.

use std::path::{Path, PathBuf};

use super::Defaut;
use crate::catalogue::{Catalogue, Exercice};
use crate::livre::extraits::{Sortie, directive};
use crate::{Projet, ancre, fichiers};

/// Ce qui précède un bloc de code Rust qui ne vient pas d'une source compilée.
const HORS_COMPILATION: &str = "<!-- hors compilation :";

/// Vérifie toutes les pages du livre et tous les énoncés.
pub fn verifier(projet: &Projet, catalogue: &Catalogue) -> Vec<Defaut> {
    let mut defauts = Vec::new();
    let pages = projet.chemin("book/src");
    let sommaire = fichiers::lire(&pages.join("SUMMARY.md")).unwrap_or_default();
    for chemin in fichiers::sous(&pages)
        .into_iter()
        .filter(|chemin| est_du_markdown(chemin))
    {
        // Le sommaire lui-même, et la page d'erreur, que mdBook connaît par son nom.
        if chemin.ends_with("SUMMARY.md") || chemin.ends_with("404.md") {
            continue;
        }
        let relatif = chemin
            .strip_prefix(&pages)
            .unwrap_or(&chemin)
            .to_string_lossy()
            .replace('\\', "/");
        if !sommaire.contains(&format!("({relatif})"))
            && !sommaire.contains(&format!("(./{relatif})"))
        {
            defauts.push(Defaut::nouveau(
                projet.affiche(&chemin),
                "cette page n'est pas au sommaire (SUMMARY.md)",
            ));
        }
        page(projet, &chemin, &mut defauts);
    }
    for exercice in &catalogue.exercices {
        page(projet, &exercice.dossier().join("README.md"), &mut defauts);
    }
    defauts
}

/// Vérifie l'énoncé d'un exercice, sa page et celle de son chapitre.
pub fn de_l_exercice(projet: &Projet, exercice: &Exercice) -> Vec<Defaut> {
    let mut defauts = Vec::new();
    let chapitre = projet.chemin("book/src").join(&exercice.chapitre);
    for chemin in [
        exercice.dossier().join("README.md"),
        chapitre.join(format!("{}.md", exercice.nom)),
        chapitre.join("index.md"),
    ] {
        page(projet, &chemin, &mut defauts);
    }
    defauts
}

fn est_du_markdown(chemin: &Path) -> bool {
    chemin
        .extension()
        .is_some_and(|extension| extension == "md")
}

/// Un bloc de code : sa langue, son contenu, et la ligne non vide qui le précède.
struct Bloc<'a> {
    ligne: usize,
    langue: &'a str,
    contenu: Vec<&'a str>,
    precedente: &'a str,
}

fn page(projet: &Projet, chemin: &Path, defauts: &mut Vec<Defaut>) {
    let source = fichiers::lire(chemin).unwrap_or_default();
    let lieu = |ligne: usize| format!("{}:{ligne}", projet.affiche(chemin));
    for (rang, ligne) in source.lines().enumerate() {
        for argument in inclusions(ligne) {
            if let Err(fait) = inclure(chemin, argument) {
                defauts.push(Defaut::nouveau(lieu(rang + 1), fait));
            }
        }
        if let Some(argument) = directive(ligne, "sortie") {
            match Sortie::lire(projet, argument) {
                Ok(sortie) => commande_existante(projet, &sortie, &lieu(rang + 1), defauts),
                Err(erreur) => defauts.push(Defaut::nouveau(lieu(rang + 1), erreur.to_string())),
            }
        }
    }
    for bloc in blocs(&source) {
        let libre =
            bloc.precedente.starts_with(HORS_COMPILATION) && bloc.precedente.ends_with("-->");
        let inclus = bloc
            .contenu
            .iter()
            .all(|ligne| inclusions(ligne).next().is_some() || ligne.trim().is_empty());
        let fait = match bloc.langue {
            "rust" if !inclus && !libre => {
                "ce code Rust n'est pas compilé : incluez-le d'une source, ou dites pourquoi par une ligne <!-- hors compilation : raison -->"
            }
            "console" if !libre => {
                "une sortie de programme s'inclut d'un instantané : {{#sortie …}}"
            }
            "" => "ce bloc n'a pas de langue (text, sh, toml…)",
            _ => continue,
        };
        defauts.push(Defaut::nouveau(lieu(bloc.ligne), fait));
    }
}

/// Les arguments de `{{#include …}}`, `{{#rustdoc_include …}}` dans une ligne.
fn inclusions(ligne: &str) -> impl Iterator<Item = &str> {
    ligne.split("{{#").skip(1).filter_map(|suite| {
        let (corps, _) = suite.split_once("}}")?;
        corps
            .strip_prefix("include ")
            .or_else(|| corps.strip_prefix("rustdoc_include "))
            .map(str::trim)
    })
}

/// mdBook se tait sur un extrait absent ou vide : nous, non.
fn inclure(page: &Path, argument: &str) -> Result<(), String> {
    let (fichier, selection) = argument.split_once(':').unwrap_or((argument, ""));
    let chemin = page.parent().unwrap_or(page).join(fichier);
    let source = fichiers::lire(&chemin)
        .map_err(|_| format!("l'extrait {argument} : le fichier {fichier} n'existe pas"))?;
    let lignes: Vec<&str> = source.lines().collect();
    let choisies = if selection.is_empty() {
        lignes
    } else if selection.starts_with(|c: char| c.is_ascii_digit() || c == ':') {
        par_numeros(&lignes, selection)
    } else {
        ancre::extrait(&source, selection).ok_or_else(|| {
            format!("l'extrait {argument} : l'ancre « {selection} » n'est pas dans {fichier}")
        })?
    };
    if choisies.iter().all(|ligne| ligne.trim().is_empty()) {
        return Err(format!("l'extrait {argument} est vide"));
    }
    Ok(())
}

fn par_numeros<'a>(lignes: &[&'a str], selection: &str) -> Vec<&'a str> {
    let (debut, fin) = selection.split_once(':').unwrap_or((selection, selection));
    let debut = debut.parse::<usize>().unwrap_or(1).max(1);
    let fin = fin
        .parse::<usize>()
        .unwrap_or(lignes.len())
        .min(lignes.len());
    lignes.get(debut - 1..fin).unwrap_or_default().to_vec()
}

/// La commande affichée au-dessus d'une sortie désigne un exemple qui existe.
fn commande_existante(projet: &Projet, sortie: &Sortie, lieu: &str, defauts: &mut Vec<Defaut>) {
    let mots: Vec<&str> = sortie.commande.split_whitespace().collect();
    let Some(exemple) = mots
        .iter()
        .position(|mot| *mot == "--example")
        .and_then(|rang| mots.get(rang + 1))
    else {
        return;
    };
    // chapters/02-ffi/tests/chapitre/snapshots/x.snap → chapters/02-ffi/examples/nom.rs
    let chapitre: Option<PathBuf> = sortie.instantane.ancestors().nth(4).map(Path::to_owned);
    let dossier = chapitre.unwrap_or_default().join("examples");
    if !dossier.join(format!("{exemple}.rs")).is_file()
        && !dossier.join(exemple).join("main.rs").is_file()
    {
        let fait = format!(
            "l'exemple « {exemple} » n'existe pas dans {}",
            projet.affiche(&dossier)
        );
        defauts.push(Defaut::nouveau(lieu, fait));
    }
}

/// Les blocs de code d'une page.
fn blocs(source: &str) -> Vec<Bloc<'_>> {
    let mut blocs = Vec::new();
    let mut ouvert: Option<(&str, Bloc)> = None;
    let mut precedente = "";
    for (rang, ligne) in source.lines().enumerate() {
        let nue = ligne.trim_start().trim_start_matches("> ");
        let cloture = &nue[..nue.len() - nue.trim_start_matches('`').len()];
        match &mut ouvert {
            Some((ouvrante, _)) if cloture.len() >= ouvrante.len() && nue.trim() == cloture => {
                blocs.extend(ouvert.take().map(|(_, bloc)| bloc));
            }
            Some((_, bloc)) => bloc.contenu.push(ligne),
            None if cloture.len() >= 3 => {
                let langue = nue[cloture.len()..]
                    .split([',', ' ', '{'])
                    .next()
                    .unwrap_or_default()
                    .trim();
                ouvert = Some((
                    cloture,
                    Bloc {
                        ligne: rang + 1,
                        langue,
                        contenu: Vec::new(),
                        precedente,
                    },
                ));
            }
            None => {}
        }
        if !ligne.trim().is_empty() {
            precedente = ligne.trim();
        }
    }
    blocs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_bloc_se_ferme_par_une_cloture_au_moins_aussi_longue() {
        let lus = blocs("<!-- a -->\n````rust,ignore\n```\n{{#include x.rs}}\n````\n\n```\n```\n");
        let resume: Vec<_> = lus
            .iter()
            .map(|bloc| (bloc.langue, bloc.contenu.len(), bloc.precedente))
            .collect();
        assert_eq!(resume, [("rust", 2, "<!-- a -->"), ("", 0, "````")]);
    }
}
