//! Ce que nous faisons aux pages avant que mdBook les mette en forme : la carte des
//! exercices, la sortie des programmes, la typographie.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::errors::Result as ResultatMdbook;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};

use super::{carte, extraits, navigateur, prose};
use crate::catalogue::Catalogue;
use crate::{Erreur, Projet, Resultat};

/// Le préprocesseur `atelier` de book.toml.
#[derive(Debug)]
pub struct Preparation {
    projet: Projet,
    catalogue: Catalogue,
    /// Où noter les pages illisibles, s'il ne faut pas s'arrêter à la première.
    illisibles: Option<Illisibles>,
}

/// Les pages qu'on n'a pas pu préparer, et pourquoi.
pub type Illisibles = Arc<Mutex<Vec<Erreur>>>;

impl Preparation {
    /// Le préprocesseur pour ce projet : une page illisible arrête tout.
    pub fn de(projet: Projet) -> Self {
        let catalogue = Catalogue::lire(&projet);
        Self {
            projet,
            catalogue,
            illisibles: None,
        }
    }

    /// Le même, où une page illisible dit pourquoi elle l'est, et n'empêche pas les autres.
    #[must_use]
    pub fn malgre_tout(mut self, illisibles: &Illisibles) -> Self {
        self.illisibles = Some(Arc::clone(illisibles));
        self
    }

    fn preparer(&self, page: &mut Chapter) -> Resultat<()> {
        let contenu = self.deplier(&page.content)?;
        page.content = prose::composer(&contenu);
        page.name = ch_contrat::modules::typographie::compose(&page.name);
        Ok(())
    }

    /// Remplace les lignes `{{#exercice …}}`, `{{#exercices …}}`, `{{#sortie …}}` et `{{#invites …}}`.
    fn deplier(&self, contenu: &str) -> Resultat<String> {
        let mut page = String::with_capacity(contenu.len());
        for ligne in contenu.lines() {
            if let Some(cle) = extraits::directive(ligne, "exercice") {
                let exercice = self
                    .catalogue
                    .exercices
                    .iter()
                    .find(|exercice| exercice.cle() == cle);
                let exercice = exercice.ok_or_else(|| self.absent(cle))?;
                page.push_str(&carte::page(&self.projet, exercice)?);
            } else if let Some(chapitre) = extraits::directive(ligne, "exercices") {
                page.push_str(&carte::liste(&self.catalogue, chapitre)?);
            } else if let Some(suite) = extraits::directive(ligne, "sortie") {
                page.push_str(&extraits::Sortie::lire(&self.projet, suite)?.en_markdown());
            } else if let Some(noms) = extraits::directive(ligne, "invites") {
                page.push_str(&navigateur::bloc(&self.projet, noms)?);
            } else {
                page.push_str(ligne);
            }
            page.push('\n');
        }
        Ok(page)
    }

    fn absent(&self, cle: &str) -> Erreur {
        match self
            .catalogue
            .illisibles
            .iter()
            .find(|illisible| illisible.cle == cle)
        {
            Some(illisible) => illisible.erreur.clone(),
            None => Erreur::nouvelle(format!(
                "{{{{#exercice {cle}}}}} : exercises/{cle} n'existe pas"
            )),
        }
    }
}

impl Preprocessor for Preparation {
    fn name(&self) -> &str {
        "atelier"
    }

    fn run(&self, _: &PreprocessorContext, mut livre: Book) -> ResultatMdbook<Book> {
        let mut resultat = Ok(());
        livre.for_each_mut(|item| {
            if let (BookItem::Chapter(page), Ok(())) = (item, &resultat) {
                let chemin = page.path.clone().unwrap_or_default();
                if let Err(mut erreur) = self.preparer(page) {
                    erreur.fait = format!("book/src/{} : {}", chemin.display(), erreur.fait);
                    match &self.illisibles {
                        None => resultat = Err(erreur),
                        Some(illisibles) => {
                            page.content = page_illisible(&erreur);
                            illisibles
                                .lock()
                                .unwrap_or_else(PoisonError::into_inner)
                                .push(erreur);
                        }
                    }
                }
            }
        });
        match resultat {
            Ok(()) => Ok(livre),
            Err(erreur) => Err(mdbook_preprocessor::errors::Error::msg(erreur.to_string())),
        }
    }
}

/// Ce que montre une page qui ne se prépare pas.
fn page_illisible(erreur: &Erreur) -> String {
    let texte = erreur
        .to_string()
        .replace('<', "&lt;")
        .replace('\n', "<br>");
    format!("# Page illisible\n\n> [!WARNING]\n> {texte}\n")
}

/// Le protocole de mdBook : `supports <moteur>`, ou un livre en JSON sur l'entrée standard,
/// rendu préparé sur la sortie standard.
///
/// # Errors
///
/// Si l'entrée n'est pas un livre, ou si une page ne peut pas être préparée.
pub fn pour_mdbook(projet: &Projet, arguments: &[String]) -> Resultat<bool> {
    if arguments
        .first()
        .is_some_and(|premier| premier == "supports")
    {
        return Ok(true);
    }
    let echec = |erreur: mdbook_preprocessor::errors::Error| {
        Erreur::nouvelle(format!("{erreur:#}")).avec_remede(
            "ce verbe est appelé par mdBook ; pour construire le livre : cargo atelier livre",
        )
    };
    let (contexte, livre) = parse_input(io::stdin()).map_err(echec)?;
    let livre = Preparation::de(projet.clone())
        .run(&contexte, livre)
        .map_err(echec)?;
    serde_json::to_writer(io::stdout(), &livre)
        .map_err(|source| Erreur::nouvelle(format!("mdBook n'écoute plus : {source}")))?;
    Ok(true)
}
