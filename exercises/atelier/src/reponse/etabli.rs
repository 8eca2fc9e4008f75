//! L'établi : une réponse fausse y est posée en fichiers entiers, pour qu'on la corrige,
//! l'essaie, puis l'enregistre comme page.
//!
//! Il est dans `target/atelier/erreurs/<clé>/<nom>`. À côté, `<nom>.json` retient ce qui a été
//! posé et sur quoi : ni un travail en cours, ni une page qui a changé entre-temps ne sont
//! écrasés.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::page::A_ECRIRE;
use super::{Changement, Nature, Reponse, rustine};
use crate::catalogue::Exercice;
use crate::fichiers::Contenus;
use crate::{Erreur, Projet, Resultat, fichiers};

/// Une réponse sur l'établi.
#[derive(Debug)]
pub struct Etabli<'a> {
    projet: &'a Projet,
    /// L'exercice.
    pub exercice: &'a Exercice,
    /// Le nom de la réponse : `bibliotheque_fermee`.
    pub nom: String,
}

/// Ce qui est sur l'établi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    /// Rien.
    Vide,
    /// La réponse telle qu'elle a été posée.
    Pose,
    /// Des fichiers que l'on a corrigés depuis.
    Corrige,
}

/// Un morceau de la page que la solution d'aujourd'hui ne permet plus d'appliquer.
#[derive(Debug, Clone)]
pub struct Refuse {
    /// Le fichier qu'il change.
    pub fichier: String,
    /// Son texte.
    pub texte: String,
}

/// Ce qui a été posé, et sur quoi.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Trace {
    pose: String,
    solution: String,
    page: String,
}

impl<'a> Etabli<'a> {
    /// L'établi de la réponse `nom` ; on peut aussi donner le chemin de sa page.
    ///
    /// # Errors
    ///
    /// Si ce nom ne peut pas être celui d'une réponse.
    pub fn nouveau(projet: &'a Projet, exercice: &'a Exercice, nom: &str) -> Resultat<Self> {
        let court = match nom.strip_suffix(".md") {
            Some(page) => page.rsplit(['/', '\\']).next().unwrap_or(page),
            None => nom,
        };
        let permis = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let commence = court.starts_with(|c: char| c.is_ascii_lowercase());
        if !commence || !court.chars().all(permis) {
            let fait = format!("« {nom} » ne peut pas nommer une réponse fausse");
            return Err(Erreur::nouvelle(fait).avec_remede(
                "des minuscules sans accents, des chiffres et « _ » : bibliotheque_fermee",
            ));
        }
        Ok(Self {
            projet,
            exercice,
            nom: court.to_owned(),
        })
    }

    /// Le dossier où la réponse se pose.
    pub fn dossier(&self) -> PathBuf {
        let erreurs = self.projet.memoire().join("erreurs");
        erreurs.join(self.exercice.cle()).join(&self.nom)
    }

    /// La page de la réponse.
    pub fn page(&self) -> PathBuf {
        super::chemin(self.exercice, &self.nom)
    }

    /// Les mots de la commande, sans option.
    pub fn commande(&self) -> String {
        format!(
            "cargo atelier erreur {} {}",
            self.exercice.nom_court(),
            self.nom
        )
    }

    /// Ce qui est sur l'établi.
    pub fn etat(&self) -> Etat {
        let presents = self.presents();
        if presents.is_empty() {
            return Etat::Vide;
        }
        match self.trace() {
            Some(trace) if trace.pose == empreinte(&presents) => Etat::Pose,
            _ => Etat::Corrige,
        }
    }

    /// Les fichiers qui sont sur l'établi, avec des fins de ligne `\n`.
    pub fn presents(&self) -> Contenus {
        let dossier = self.dossier();
        let lire = |chemin: PathBuf| {
            let place = chemin.strip_prefix(&dossier).unwrap_or(&chemin);
            let place = place.to_string_lossy().replace('\\', "/");
            let octets = fs::read(&chemin).unwrap_or_default();
            let texte = super::texte_de(&octets).map(String::into_bytes);
            (place, texte.unwrap_or(octets))
        };
        fichiers::sous(&dossier).into_iter().map(lire).collect()
    }

    /// Pose la réponse que dit la page ou, s'il n'y en a pas encore, la solution. Rend les
    /// morceaux qui ne s'appliquent plus : à l'auteur de les reporter.
    ///
    /// # Errors
    ///
    /// Si la page ou la solution ne se lit pas, ou si l'établi porte un travail en cours.
    pub fn poser(&self) -> Resultat<Vec<Refuse>> {
        if self.etat() == Etat::Corrige {
            let fait = format!(
                "{} porte vos corrections",
                self.projet.affiche(&self.dossier())
            );
            return Err(Erreur::nouvelle(fait).avec_remede(format!(
                "enregistrez-les ({} --enregistrer), ou supprimez ce dossier pour repartir de la page",
                self.commande()
            )));
        }
        let solution = super::reference(self.projet, self.exercice)?;
        let mut reponse = solution.clone();
        let mut refuses = Vec::new();
        if let Some(page) = self.lire_la_page()? {
            for changement in &page.changements {
                refuses.extend(reporter(&mut reponse, changement));
            }
        }
        let dossier = self.dossier();
        for ancien in self
            .presents()
            .keys()
            .filter(|place| !reponse.contains_key(*place))
        {
            let _ = fs::remove_file(dossier.join(ancien));
        }
        for (place, contenu) in &reponse {
            fichiers::ecrire(&dossier.join(place), contenu)?;
        }
        self.retenir(&solution)?;
        Ok(refuses)
    }

    /// La page que donnent les fichiers de l'établi, prête à être écrite. Celle qui existe garde
    /// son titre, ses tests et son explication ; une nouvelle prend `attrapee_par`.
    ///
    /// # Errors
    ///
    /// Si rien n'est posé, si rien ne diffère de la solution, ou si la solution ou la page ont
    /// changé depuis que la réponse est posée.
    pub fn composer(&self, attrapee_par: &[String]) -> Resultat<Reponse> {
        let presents = self.presents();
        if presents.is_empty() {
            let fait = format!("aucune réponse « {} » n'est posée", self.nom);
            return Err(
                Erreur::nouvelle(fait).avec_remede(format!("posez-la : {}", self.commande()))
            );
        }
        let solution = super::reference(self.projet, self.exercice)?;
        let page = self.lire_la_page()?;
        self.rien_n_a_bouge(&solution)?;
        let changements = self.changements(&solution, &presents)?;
        Ok(match page {
            Some(page) => Reponse {
                changements,
                ..page
            },
            None => Reponse {
                titre: format!("{A_ECRIRE} : la faute, en quelques mots"),
                tests: attrapee_par.to_vec(),
                explication: format!(
                    "{A_ECRIRE} : pourquoi on s'y trompe, et ce qui arrive alors."
                ),
                changements,
            },
        })
    }

    /// Écrit la page d'un coup : jamais à moitié.
    ///
    /// # Errors
    ///
    /// Si elle ne redonne pas les fichiers de l'établi, ou ne peut pas être écrite.
    pub fn enregistrer(&self, reponse: &Reponse) -> Resultat<()> {
        let texte = reponse.en_markdown();
        let solution = super::reference(self.projet, self.exercice)?;
        let redonne = super::page::lire(&texte).and_then(|relue| {
            super::appliquer_tout(self.exercice, solution.clone(), &relue.changements)
        });
        match redonne {
            Ok(redonne) if avec_lf(&redonne) == self.presents() => {}
            Ok(_) => return Err(self.infidele("elle ne redonne pas les fichiers posés")),
            Err(faute) => return Err(self.infidele(&faute.fait)),
        }
        let (page, provisoire) = (self.page(), self.page().with_extension("md.nouveau"));
        fichiers::ecrire(&provisoire, texte.as_bytes())?;
        fs::rename(&provisoire, &page).map_err(|source| {
            let _ = fs::remove_file(&provisoire);
            Erreur::fichier("écrire", &page, &source).depuis(self.projet.racine())
        })?;
        self.retenir(&solution)
    }

    fn infidele(&self, raison: &str) -> Erreur {
        Erreur::nouvelle(format!("la page n'est pas écrite : {raison}")).avec_remede(
            "les fichiers posés restent en place ; chacun doit finir par une fin de ligne",
        )
    }

    /// La page, si elle existe.
    ///
    /// # Errors
    ///
    /// Si elle ne se lit pas.
    pub fn lire_la_page(&self) -> Resultat<Option<Reponse>> {
        let page = self.page();
        page.exists()
            .then(|| super::lire(self.projet, &page))
            .transpose()
    }

    fn changements(&self, solution: &Contenus, presents: &Contenus) -> Resultat<Vec<Changement>> {
        let mut changements = Vec::new();
        let places: BTreeSet<&String> = solution.keys().chain(presents.keys()).collect();
        // Dans l'ordre du manifeste : le fichier principal d'abord.
        let rang = |place: &&String| {
            let fichiers = &self.exercice.manifeste.fichiers;
            fichiers
                .iter()
                .position(|fichier| fichier == *place)
                .unwrap_or(fichiers.len())
        };
        let mut places: Vec<_> = places.into_iter().collect();
        places.sort_by_key(rang);
        for place in places {
            let chemin = self.dossier().join(place);
            let illisible =
                |fait: &str| Erreur::nouvelle(format!("{} : {fait}", self.projet.affiche(&chemin)));
            let apres = presents.get(place).ok_or_else(|| {
                illisible("ce fichier manque")
                    .avec_remede("une réponse ne supprime pas de fichier : remettez-le")
            })?;
            let apres = super::texte_de(apres).ok_or_else(|| illisible("il n'est pas en UTF-8"))?;
            let avant = solution
                .get(place)
                .and_then(|octets| super::texte_de(octets));
            changements.extend(Changement::entre(place, avant.as_deref(), &apres));
        }
        if changements.is_empty() {
            let fait = "la réponse posée est la solution de référence : il n'y a pas de faute à enregistrer";
            return Err(Erreur::nouvelle(fait).avec_remede(format!(
                "introduisez-la dans {}",
                self.projet.affiche(&self.dossier())
            )));
        }
        Ok(changements)
    }

    /// Ni la solution ni la page n'ont changé depuis que la réponse est posée : sans quoi
    /// l'enregistrer déferait ce changement.
    fn rien_n_a_bouge(&self, solution: &Contenus) -> Resultat<()> {
        let Some(trace) = self.trace() else {
            return Ok(());
        };
        let quoi = if trace.solution != empreinte(solution) {
            "la solution de référence a"
        } else if trace.page != self.empreinte_de_la_page()? {
            "la page a"
        } else {
            return Ok(());
        };
        let fait = format!("{quoi} changé depuis que « {} » est posée", self.nom);
        Err(Erreur::nouvelle(fait).avec_remede(format!(
            "mettez {} de côté, reposez la réponse ({}), puis reportez vos corrections",
            self.projet.affiche(&self.dossier()),
            self.commande()
        )))
    }

    fn empreinte_de_la_page(&self) -> Resultat<String> {
        let page = self.lire_la_page()?;
        let changements = page.map(|page| page.changements).unwrap_or_default();
        let textes = changements.iter().enumerate().map(|(rang, changement)| {
            let texte = match &changement.nature {
                Nature::Entier { texte, .. } | Nature::Rustine { texte, .. } => texte,
            };
            (
                format!("{rang} {}", changement.fichier),
                texte.clone().into_bytes(),
            )
        });
        Ok(empreinte(&textes.collect()))
    }

    fn trace(&self) -> Option<Trace> {
        let json = fs::read(self.dossier().with_extension("json")).ok()?;
        serde_json::from_slice(&json).ok()
    }

    fn retenir(&self, solution: &Contenus) -> Resultat<()> {
        let trace = Trace {
            pose: empreinte(&self.presents()),
            solution: empreinte(solution),
            page: self.empreinte_de_la_page()?,
        };
        let json = serde_json::to_vec(&trace).unwrap_or_default();
        fichiers::ecrire(&self.dossier().with_extension("json"), &json)
    }
}

/// Applique un changement, ou ce qui peut l'être encore, et rend le reste.
fn reporter(reponse: &mut Contenus, changement: &Changement) -> Vec<Refuse> {
    let fichier = &changement.fichier;
    let base = reponse
        .get(fichier)
        .and_then(|octets| super::texte_de(octets));
    let (texte, refuses) = match &changement.nature {
        Nature::Entier { texte, .. } => (texte.clone(), Vec::new()),
        Nature::Rustine { texte, .. } => {
            // La page est lue : ses morceaux sont bien formés.
            let morceaux = rustine::decouper(texte, fichier, changement.ligne).unwrap_or_default();
            let (texte, rangs) = rustine::reporter(&base.unwrap_or_default(), &morceaux);
            (
                texte,
                rangs
                    .into_iter()
                    .map(|rang| morceaux[rang].texte.clone())
                    .collect(),
            )
        }
    };
    reponse.insert(fichier.clone(), texte.into_bytes());
    let refuse = |texte| Refuse {
        fichier: fichier.clone(),
        texte,
    };
    refuses.into_iter().map(refuse).collect()
}

fn avec_lf(fichiers: &Contenus) -> Contenus {
    let lf = |(place, octets): (&String, &Vec<u8>)| {
        let texte = super::texte_de(octets).map(String::into_bytes);
        (place.clone(), texte.unwrap_or_else(|| octets.clone()))
    };
    fichiers.iter().map(lf).collect()
}

/// L'empreinte d'un jeu de fichiers, indifférente aux fins de ligne.
fn empreinte(fichiers: &Contenus) -> String {
    let mut condense = Sha256::new();
    for (place, contenu) in avec_lf(fichiers) {
        condense.update(place.as_bytes());
        condense.update((contenu.len() as u64).to_le_bytes());
        condense.update(&contenu);
    }
    let octets = condense.finalize();
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
