//! Une réponse fausse : la page `solutions/<clé>/erreurs/<nom>.md`.
//!
//! Elle a un titre (la faute, avec les mots d'un enseignant), les tests qui l'attrapent, une
//! explication, et ce qui la sépare de la solution de référence : des blocs `diff`, ou un
//! fichier entier quand elle n'a presque rien de commun avec elle. [`page`] la lit et l'écrit,
//! [`rustine`] applique et prépare ses blocs `diff`, [`etabli`] la pose pour qu'on la corrige,
//! [`verbe`] en fait la commande `cargo atelier erreur`.

pub mod etabli;
pub mod page;
pub mod rustine;
pub mod verbe;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::catalogue::{Exercice, sans_numero};
use crate::fichiers::Contenus;
use crate::verdict::Verdict;
use crate::{Erreur, Projet, Resultat, ancre, fichiers};

/// Une réponse fausse, telle que sa page la dit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reponse {
    /// La faute, avec les mots d'un enseignant.
    pub titre: String,
    /// Les tests qui l'attrapent ; vide sur une ébauche.
    pub tests: Vec<String>,
    /// L'explication, en Markdown.
    pub explication: String,
    /// Ce qui la sépare de la solution, dans l'ordre de la page.
    pub changements: Vec<Changement>,
}

/// Un fichier que la réponse change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changement {
    /// Sa place dans l'exercice : `src/lib.rs`.
    pub fichier: String,
    /// La ligne de la page où commence son bloc.
    pub ligne: usize,
    /// Ce qui change.
    pub nature: Nature,
}

/// Comment un fichier change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nature {
    /// Le fichier entier.
    Entier {
        /// Ce que dit la clôture : `rust`.
        langue: String,
        /// Le texte du fichier.
        texte: String,
    },
    /// Un bloc `diff`.
    Rustine {
        /// Le texte du bloc, en-tête compris.
        texte: String,
        /// Part-il de rien (`--- /dev/null`) ?
        nouveau: bool,
    },
}

/// Ce qui ne va pas dans une page : sa ligne, le fait, le remède.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faute {
    /// La ligne de la page.
    pub ligne: usize,
    /// Ce qui ne va pas.
    pub fait: String,
    /// Comment le corriger.
    pub remede: String,
}

impl Faute {
    fn nouvelle(ligne: usize, fait: impl Into<String>, remede: impl Into<String>) -> Self {
        Self {
            ligne,
            fait: fait.into(),
            remede: remede.into(),
        }
    }

    /// L'erreur, une fois la page nommée : son chemin donne aussi les mots de la commande.
    fn dans(self, projet: &Projet, page: &Path) -> Erreur {
        let exercice = page.parent().and_then(Path::parent).unwrap_or(page);
        let chapitre = exercice.parent().map(fichiers::nom).unwrap_or_default();
        let exercice = fichiers::nom(exercice);
        let mots = format!("{}/{exercice} {}", sans_numero(&chapitre), nom(page));
        let lieu = projet.affiche(page);
        Erreur::nouvelle(format!("{lieu}:{} : {}", self.ligne, self.fait))
            .avec_remede(self.remede.replace("<exercice> <nom>", &mots))
    }
}

/// Ce que l'on dit d'une page encore inachevée.
pub const EBAUCHE: &str = "il reste à écrire ce que la page marque « À ÉCRIRE »";

/// Le dossier des réponses fausses d'un exercice.
pub fn dossier(exercice: &Exercice) -> PathBuf {
    exercice.solution().join("erreurs")
}

/// La page de la réponse `nom`.
pub fn chemin(exercice: &Exercice, nom: &str) -> PathBuf {
    dossier(exercice).join(format!("{nom}.md"))
}

/// Les pages des réponses fausses d'un exercice.
pub fn pages(exercice: &Exercice) -> Vec<PathBuf> {
    let (pages, _) = tri(exercice);
    pages
}

/// Ce qui, dans `erreurs/`, n'est pas une page.
pub fn intrus(exercice: &Exercice) -> Vec<PathBuf> {
    let (_, intrus) = tri(exercice);
    intrus
}

fn tri(exercice: &Exercice) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let entrees = fichiers::entrees(&dossier(exercice));
    entrees
        .into_iter()
        .partition(|entree| entree.extension().is_some_and(|ext| ext == "md"))
}

/// Le nom d'une réponse, d'après sa page : `bibliotheque_fermee`.
pub fn nom(page: &Path) -> String {
    fichiers::nom(&page.with_extension(""))
}

/// Lit une page.
///
/// # Errors
///
/// Si elle ne se lit pas ou n'a pas la forme attendue ; l'erreur donne la ligne et le remède.
pub fn lire(projet: &Projet, chemin: &Path) -> Resultat<Reponse> {
    let source = fichiers::lire(chemin).map_err(|erreur| erreur.depuis(projet.racine()))?;
    page::lire(&source).map_err(|faute| faute.dans(projet, chemin))
}

/// Les fichiers d'une réponse : ceux de la solution, changés comme le dit la page.
///
/// # Errors
///
/// Si la page ne se lit pas, ou si ce qu'elle change n'est plus dans la solution.
pub fn fichiers(projet: &Projet, exercice: &Exercice, chemin: &Path) -> Resultat<Contenus> {
    let reponse = lire(projet, chemin)?;
    let solution = reference(projet, exercice)?;
    appliquer_tout(exercice, solution, &reponse.changements)
        .map_err(|faute| faute.dans(projet, chemin))
}

/// La solution, une fois tous les changements faits.
fn appliquer_tout(
    exercice: &Exercice,
    solution: Contenus,
    changements: &[Changement],
) -> Result<Contenus, Faute> {
    let mut contenus = solution;
    for changement in changements {
        let change = appliquer(exercice, &contenus, changement)?;
        contenus.insert(changement.fichier.clone(), change.into_bytes());
    }
    Ok(contenus)
}

/// Les fichiers de la solution que l'élève aurait écrits.
///
/// # Errors
///
/// Si l'un d'eux manque.
pub fn reference(projet: &Projet, exercice: &Exercice) -> Resultat<Contenus> {
    let lire = |fichier: &String| {
        let chemin = exercice.solution().join(fichier);
        match fs::read(&chemin) {
            Ok(contenu) => Ok((fichier.clone(), sans_ancres(contenu))),
            Err(source) => Err(Erreur::fichier("lire", &chemin, &source).depuis(projet.racine())),
        }
    };
    exercice.manifeste.fichiers.iter().map(lire).collect()
}

/// Une réponse part de la solution sans ses ancres : en ajouter une pour un indice ne doit
/// déranger aucun diff.
fn sans_ancres(contenu: Vec<u8>) -> Vec<u8> {
    match std::str::from_utf8(&contenu) {
        Ok(texte) => ancre::sans_marques(texte).into_bytes(),
        Err(_) => contenu,
    }
}

/// Le texte d'un fichier après un changement.
fn appliquer(
    exercice: &Exercice,
    fichiers: &Contenus,
    changement: &Changement,
) -> Result<String, Faute> {
    let present = fichiers.get(&changement.fichier);
    let (texte, nouveau) = match &changement.nature {
        Nature::Entier { texte, .. } => {
            a_sa_place(exercice, fichiers, changement)?;
            return Ok(texte.clone());
        }
        Nature::Rustine { texte, nouveau } => (texte, *nouveau),
    };
    a_sa_place(exercice, fichiers, changement)?;
    let base = match present {
        Some(_) if nouveau => {
            let fait = format!("{} existe déjà dans la solution", changement.fichier);
            let remede = format!(
                "remplacez « --- /dev/null » par « --- {} »",
                changement.fichier
            );
            return Err(Faute::nouvelle(changement.ligne, fait, remede));
        }
        Some(octets) => texte_de(octets),
        None => Some(String::new()),
    };
    let base = base.ok_or_else(|| {
        let fait = format!("{} n'est pas en UTF-8 dans la solution", changement.fichier);
        Faute::nouvelle(changement.ligne, fait, "un diff ne change que du texte")
    })?;
    rustine::appliquer(&base, texte, &changement.fichier, changement.ligne)
}

/// Un changement porte sur un fichier que l'élève écrit, ou en ajoute un.
fn a_sa_place(
    exercice: &Exercice,
    fichiers: &Contenus,
    changement: &Changement,
) -> Result<(), Faute> {
    let fichier = &changement.fichier;
    let ajoute = !matches!(changement.nature, Nature::Rustine { nouveau: false, .. });
    let donne = exercice.solution().join(fichier).exists();
    if fichiers.contains_key(fichier) || ajoute && !donne {
        return Ok(());
    }
    let fait = if donne {
        format!("{fichier} est donné à l'élève : une réponse ne le change pas")
    } else {
        format!("{fichier} n'est pas dans la solution")
    };
    let ecrits = exercice.manifeste.fichiers.join(", ");
    let remede = format!(
        "l'élève écrit {ecrits} ; pour un fichier de plus, commencez le diff par « --- /dev/null »"
    );
    Err(Faute::nouvelle(changement.ligne, fait, remede))
}

/// Ce qui sépare les tests que la page annonce de ceux qui attrapent la réponse.
pub fn ecarts(annonces: &[String], verdict: &Verdict) -> Vec<String> {
    let connus: BTreeSet<&str> = verdict.tests.iter().map(|test| test.nom.as_str()).collect();
    let echecs: BTreeSet<&str> = verdict.echecs().collect();
    let non_lances: BTreeSet<&str> = verdict.non_lances().map(|(nom, _)| nom).collect();
    let attendus: BTreeSet<&str> = annonces.iter().map(String::as_str).collect();
    let mut ecarts = Vec::new();
    // Un test qui n'est pas lancé ne peut rien attraper : il ne compte ni pour, ni contre.
    for nom in attendus
        .difference(&echecs)
        .filter(|nom| !non_lances.contains(*nom))
    {
        ecarts.push(if connus.contains(nom) {
            format!("le test {nom} devait l'attraper et ne l'attrape pas")
        } else {
            format!("la page nomme {nom}, mais aucun test ne s'appelle ainsi")
        });
    }
    for nom in echecs.difference(&attendus) {
        ecarts.push(format!(
            "le test {nom} l'attrape aussi, et la page ne le dit pas"
        ));
    }
    ecarts
}

/// Le texte d'un fichier, avec des fins de ligne `\n` : sous Windows, git pose parfois `\r\n`.
fn texte_de(octets: &[u8]) -> Option<String> {
    let texte = std::str::from_utf8(octets).ok()?;
    Some(texte.replace("\r\n", "\n"))
}
