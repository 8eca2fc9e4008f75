//! Construire le livre : mdBook fait le travail, nous préparons ses pages et mettons son
//! interface en français.

pub mod carte;
pub mod extraits;
pub mod fautes;
pub mod francais;
pub mod navigateur;
pub mod preprocesseur;
pub mod prose;
pub mod serveur;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mdbook_driver::MDBook;
use mdbook_html::HtmlHandlebars;
use mdbook_renderer::{RenderContext, Renderer};
use preprocesseur::{Illisibles, Preparation};

use crate::{Erreur, Projet, Resultat, fichiers};

/// Un livre construit.
#[derive(Debug)]
pub struct Construction {
    /// Où il est.
    pub dossier: PathBuf,
    /// Les pages qui n'ont pas pu être préparées ; elles disent pourquoi.
    pub illisibles: Vec<Erreur>,
}

/// Où se trouve le livre une fois construit.
pub fn dossier(projet: &Projet) -> PathBuf {
    projet.racine().join("target/livre")
}

/// Construit le livre dans `target/livre` et rend ce dossier.
///
/// # Errors
///
/// Si le sommaire, une page ou un exercice ne peut pas être lu.
pub fn construire(projet: &Projet) -> Resultat<PathBuf> {
    construire_avec(projet, Preparation::de(projet.clone()))
}

/// Construit le livre même si une page ou un exercice ne peut pas être lu : la page fautive dit
/// pourquoi, et les autres sont là.
///
/// # Errors
///
/// Si le sommaire ne peut pas être lu, ou si le livre ne peut pas être écrit.
pub fn construire_malgre_tout(projet: &Projet) -> Resultat<Construction> {
    let illisibles = Illisibles::default();
    let preparation = Preparation::de(projet.clone()).malgre_tout(&illisibles);
    let dossier = construire_avec(projet, preparation)?;
    let illisibles = illisibles.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Construction {
        dossier,
        illisibles: illisibles.clone(),
    })
}

/// Ce qui distingue les chantiers d'un même atelier.
static RANG: AtomicUsize = AtomicUsize::new(0);

/// Le livre se construit à côté, s'y traduit, puis prend d'un coup la place de l'ancien : qui le
/// lit ne le voit jamais absent, ni à moitié en anglais. Deux ateliers ne se gênent pas.
fn construire_avec(projet: &Projet, preparation: Preparation) -> Resultat<PathBuf> {
    let destination = dossier(projet);
    let rang = RANG.fetch_add(1, Ordering::Relaxed);
    let chantier = projet
        .memoire()
        .join(format!("livre-{}-{rang}", std::process::id()));
    let resultat = rendre(projet, preparation, &chantier)
        .and_then(|()| francais::traduire(&chantier.join("html")))
        .and_then(|()| remplacer(&chantier, &destination));
    let _ = fs::remove_dir_all(&chantier);
    resultat.map(|()| destination)
}

/// Met les pages en forme dans `chantier/html`.
fn rendre(projet: &Projet, preparation: Preparation, chantier: &Path) -> Resultat<()> {
    let mdbook = |erreur: mdbook_driver::errors::Error| {
        Erreur::nouvelle(format!("le livre ne se construit pas : {erreur:#}"))
    };
    let mut livre = MDBook::load(projet.chemin("book")).map_err(mdbook)?;
    // book.toml appelle le préprocesseur par une commande, pour que `mdbook build` suffise ;
    // ici, nous sommes déjà dans le programme.
    livre.with_preprocessor(preparation);
    let moteur = HtmlHandlebars::new();
    let (pages, preparees) = livre.preprocess_book(&moteur).map_err(mdbook)?;
    // mdBook recopie tout ce qui n'est pas une page, et s'arrête devant un lien rompu comme ceux
    // qu'un éditeur pose à côté d'un fichier ouvert : il ne verra que les fichiers du livre.
    let sources = chantier.join("src");
    copier(&livre.source_dir(), &sources)?;
    let mut reglages = livre.config.clone();
    reglages.book.src = sources;
    let html = chantier.join("html");
    let mut contexte = RenderContext::new(livre.root.clone(), pages, reglages, html);
    let titres = preparees
        .chapter_titles
        .borrow_mut()
        .drain()
        .collect::<Vec<_>>();
    contexte.chapter_titles.extend(titres);
    moteur.render(&contexte).map_err(mdbook)
}

fn copier(depuis: &Path, vers: &Path) -> Resultat<()> {
    for fichier in fichiers::sous(depuis) {
        let place = fichier.strip_prefix(depuis).unwrap_or(&fichier);
        let contenu =
            fs::read(&fichier).map_err(|source| Erreur::fichier("lire", &fichier, &source))?;
        fichiers::ecrire(&vers.join(place), &contenu)?;
    }
    Ok(())
}

/// Met le livre neuf à la place de l'ancien, par deux renommages. Un autre atelier peut l'avoir
/// fait au même instant et, sous Windows, un fichier que quelqu'un lit retarde le renommage de
/// son dossier : on réessaie.
fn remplacer(chantier: &Path, destination: &Path) -> Resultat<()> {
    const ESSAIS: u32 = 50;
    for essai in 1.. {
        let ancien = chantier.join(format!("ancien-{essai}"));
        let _ = fs::rename(destination, ancien);
        match fs::rename(chantier.join("html"), destination) {
            Ok(()) => break,
            Err(source) if essai == ESSAIS => {
                return Err(Erreur::fichier("remplacer", destination, &source));
            }
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
    Ok(())
}
