//! Les exercices : où ils sont, ce qu'ils disent d'eux-mêmes, comment on les nomme.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::manifeste::Manifeste;
use crate::{Erreur, Projet, Resultat, fichiers};

/// Un exercice. Sa clé, `02-ffi/charger`, est la même dans les cinq arbres.
#[derive(Debug, Clone)]
pub struct Exercice {
    /// Le dossier du chapitre : `02-ffi`.
    pub chapitre: String,
    /// Le nom de l'exercice : `charger`.
    pub nom: String,
    /// Le titre : le premier titre de l'énoncé.
    pub titre: String,
    /// Ce que dit son Cargo.toml.
    pub manifeste: Manifeste,
    racine: PathBuf,
}

impl Exercice {
    fn lire(projet: &Projet, chapitre: &str, nom: &str) -> Resultat<Self> {
        let dossier = projet.chemin("exercises").join(chapitre).join(nom);
        let manifeste = Manifeste::lire(&dossier.join("Cargo.toml"))?;
        let enonce = dossier.join("README.md");
        let titre = fichiers::lire(&enonce)?
            .trim_start_matches('\u{feff}')
            .lines()
            .find_map(|ligne| {
                ligne
                    .strip_prefix("# ")
                    .map(|titre| titre.trim().to_owned())
            })
            .ok_or_else(|| {
                Erreur::nouvelle(format!(
                    "{} : l'énoncé n'a pas de titre",
                    projet.affiche(&enonce)
                ))
                .avec_remede("commencez-le par une ligne « # Titre »")
            })?;
        let (chapitre, nom) = (chapitre.to_owned(), nom.to_owned());
        Ok(Self {
            chapitre,
            nom,
            titre,
            manifeste,
            racine: projet.racine().to_owned(),
        })
    }

    /// `02-ffi/charger`
    pub fn cle(&self) -> String {
        format!("{}/{}", self.chapitre, self.nom)
    }

    /// `ffi/charger`, le nom que l'on affiche et que l'on tape.
    pub fn nom_court(&self) -> String {
        format!("{}/{}", sans_numero(&self.chapitre), self.nom)
    }

    /// Le nom du paquet de l'élève : `ex-ffi-charger`.
    pub fn paquet(&self) -> String {
        format!("ex-{}-{}", sans_numero(&self.chapitre), self.nom)
    }

    /// Le nom du paquet de la solution : `sol-ffi-charger`.
    pub fn paquet_de_la_solution(&self) -> String {
        format!("sol-{}-{}", sans_numero(&self.chapitre), self.nom)
    }

    /// Le dossier de l'élève.
    pub fn dossier(&self) -> PathBuf {
        self.dans("exercises")
    }

    /// Le dossier de la solution.
    pub fn solution(&self) -> PathBuf {
        self.dans("solutions")
    }

    /// Le dossier des fichiers de départ.
    pub fn depart(&self) -> PathBuf {
        self.solution().join("depart")
    }

    /// Le contrôle, commun à l'élève et à la solution.
    pub fn controle(&self) -> PathBuf {
        self.dans("tests").with_extension("rs")
    }

    /// Les instantanés du contrôle.
    pub fn instantanes(&self) -> Vec<PathBuf> {
        let debut = format!("verification__{}__", self.nom.replace('-', "_"));
        let dossier = self
            .racine
            .join("tests")
            .join(&self.chapitre)
            .join("snapshots");
        let les_siens = |chemin: &PathBuf| fichiers::nom(chemin).starts_with(&debut);
        fichiers::entrees(&dossier)
            .into_iter()
            .filter(les_siens)
            .collect()
    }

    /// Un chemin depuis la racine du projet, avec des barres obliques.
    pub fn affiche(&self, chemin: &Path) -> String {
        let relatif = chemin.strip_prefix(&self.racine).unwrap_or(chemin);
        relatif.to_string_lossy().replace('\\', "/")
    }

    /// Tout ce qu'un verdict juge : les fichiers de l'élève, ceux qu'on lui donne, le manifeste,
    /// le contrôle et ses instantanés.
    pub fn juges(&self) -> Vec<PathBuf> {
        let dossier = self.dossier();
        let mut juges = vec![dossier.join("Cargo.toml"), self.controle()];
        juges.extend(self.manifeste.fichiers.iter().map(|f| dossier.join(f)));
        juges.extend(self.donnes().into_iter().map(|f| dossier.join(f)));
        juges.extend(fichiers::sous(&self.dans("tests")));
        juges.extend(self.instantanes());
        juges.sort();
        juges.dedup();
        juges
    }

    /// Les fichiers donnés à l'élève, qu'il n'a pas à écrire (`protocol.rs`, `build.rs`,
    /// `donnees/`…) : ceux que la solution a aussi, depuis le dossier de l'exercice.
    pub fn donnes(&self) -> Vec<PathBuf> {
        let solution = self.solution();
        let propres = ["erreurs", "depart", "tests", "Cargo.toml"];
        fichiers::sous(&solution)
            .into_iter()
            .filter_map(|fichier| Some(fichier.strip_prefix(&solution).ok()?.to_owned()))
            .filter(|place| !propres.iter().any(|propre| place.starts_with(propre)))
            .filter(|place| {
                !self
                    .manifeste
                    .fichiers
                    .iter()
                    .any(|f| place == Path::new(f))
            })
            .collect()
    }

    fn dans(&self, arbre: &str) -> PathBuf {
        self.racine.join(arbre).join(&self.chapitre).join(&self.nom)
    }
}

/// `02-ffi` → `ffi`
pub fn sans_numero(chapitre: &str) -> &str {
    chapitre.split_once('-').map_or(chapitre, |(_, nom)| nom)
}

/// Un titre au milieu d'une phrase : « charger un greffon ». Un sigle garde sa majuscule.
pub fn initiale_minuscule(titre: &str) -> String {
    let mut lettres = titre.chars();
    let Some(premiere) = lettres.next() else {
        return String::new();
    };
    let sigle = lettres.clone().next().is_some_and(char::is_uppercase);
    if sigle {
        return titre.to_owned();
    }
    premiere.to_lowercase().chain(lettres).collect()
}

/// Tous les exercices, dans l'ordre du sommaire du livre.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Les exercices lisibles.
    pub exercices: Vec<Exercice>,
    /// Les autres.
    pub illisibles: Vec<Illisible>,
}

/// Un exercice dont le manifeste ou l'énoncé ne se lit pas.
#[derive(Debug, Clone)]
pub struct Illisible {
    /// Sa clé, d'après son dossier : `02-ffi/charger`.
    pub cle: String,
    /// Pourquoi il ne se lit pas.
    pub erreur: Erreur,
}

impl Illisible {
    fn nouveau(projet: &Projet, chapitre: &str, nom: &str, erreur: Erreur) -> Self {
        let cle = format!("{chapitre}/{nom}");
        let mut erreur = erreur.depuis(projet.racine());
        erreur.remede.get_or_insert_with(|| {
            format!("corrigez-le, ou rétablissez l'exercice : git checkout -- exercises/{cle}")
        });
        Self { cle, erreur }
    }

    /// `texte` nomme-t-il cet exercice, par sa clé, son nom court ou son nom ?
    fn est_nomme(&self, texte: &str) -> bool {
        let (_, nom) = self.cle.split_once('/').unwrap_or_default();
        [self.cle.as_str(), sans_numero(&self.cle), nom].contains(&texte)
    }
}

impl Catalogue {
    /// Parcourt `exercises/`. Un exercice illisible n'empêche pas de lire les autres.
    pub fn lire(projet: &Projet) -> Self {
        let mut catalogue = Self {
            exercices: Vec::new(),
            illisibles: Vec::new(),
        };
        for (chapitre, nom) in cles(&projet.chemin("exercises")) {
            match Exercice::lire(projet, &chapitre, &nom) {
                Ok(exercice) => catalogue.exercices.push(exercice),
                Err(erreur) => catalogue
                    .illisibles
                    .push(Illisible::nouveau(projet, &chapitre, &nom, erreur)),
            }
        }
        let sommaire = fichiers::lire(&projet.chemin("book/src/SUMMARY.md")).unwrap_or_default();
        let rang = |exercice: &Exercice| {
            sommaire
                .find(&format!("({}.md)", exercice.cle()))
                .unwrap_or(usize::MAX)
        };
        catalogue
            .exercices
            .sort_by_key(|exercice| (exercice.chapitre.clone(), rang(exercice)));
        catalogue
    }

    /// Les exercices par chapitre.
    pub fn par_chapitre(&self) -> BTreeMap<&str, Vec<&Exercice>> {
        let mut chapitres: BTreeMap<&str, Vec<&Exercice>> = BTreeMap::new();
        for exercice in &self.exercices {
            chapitres
                .entry(&exercice.chapitre)
                .or_default()
                .push(exercice);
        }
        chapitres
    }

    /// L'exercice que désigne `texte` : toute partie qui n'en désigne qu'un.
    ///
    /// # Errors
    ///
    /// S'il n'y en a aucun, avec les noms proches, ou plusieurs, avec leur liste. Si c'est le
    /// nom d'un exercice illisible, dit pourquoi il l'est plutôt que d'en prendre un autre.
    pub fn exercice(&self, texte: &str) -> Resultat<&Exercice> {
        if let Some(illisible) = self
            .illisibles
            .iter()
            .find(|illisible| illisible.est_nomme(texte))
        {
            return Err(illisible.erreur.clone());
        }
        let trouves = self.chercher(texte, |exercice| {
            vec![
                exercice.cle(),
                exercice.nom_court(),
                exercice.nom.clone(),
                exercice.paquet(),
            ]
        });
        match trouves[..] {
            [exercice] => Ok(exercice),
            [] => Err(self.inconnu(texte)),
            _ => Err(ambigu(texte, &trouves)),
        }
    }

    /// Les exercices que désigne `texte` : un chapitre entier, ou un exercice.
    ///
    /// # Errors
    ///
    /// Les mêmes que pour [`exercice`](Self::exercice).
    pub fn selection(&self, texte: &str) -> Resultat<Vec<&Exercice>> {
        let du_chapitre: Vec<&Exercice> = self
            .exercices
            .iter()
            .filter(|exercice| {
                exercice.chapitre == texte || sans_numero(&exercice.chapitre) == texte
            })
            .collect();
        if du_chapitre.is_empty() {
            Ok(vec![self.exercice(texte)?])
        } else {
            Ok(du_chapitre)
        }
    }

    /// Les exercices que désignent `noms`, sans doublon ; tous, si `noms` est vide.
    ///
    /// # Errors
    ///
    /// Les mêmes que pour [`selection`](Self::selection), au premier nom qui ne convient pas.
    pub fn choisir(&self, noms: &[String]) -> Resultat<Vec<&Exercice>> {
        if noms.is_empty() {
            return Ok(self.exercices.iter().collect());
        }
        let mut choisis: Vec<&Exercice> = Vec::new();
        for nom in noms {
            for exercice in self.selection(nom)? {
                if !choisis.iter().any(|deja| deja.cle() == exercice.cle()) {
                    choisis.push(exercice);
                }
            }
        }
        Ok(choisis)
    }

    /// D'abord un nom exact, sinon toute partie d'un nom.
    fn chercher(&self, texte: &str, noms: impl Fn(&Exercice) -> Vec<String>) -> Vec<&Exercice> {
        // L'élève colle parfois un chemin : exercises/02-ffi/charger/
        let texte = texte
            .trim_end_matches(['/', '\\'])
            .replace('\\', "/")
            .to_lowercase();
        let texte = texte
            .rsplit_once("exercises/")
            .map_or(texte.as_str(), |(_, cle)| cle);
        let exact = |exercice: &&Exercice| noms(exercice).iter().any(|nom| nom == texte);
        let partie = |exercice: &&Exercice| noms(exercice).iter().any(|nom| nom.contains(texte));
        let exacts: Vec<&Exercice> = self.exercices.iter().filter(exact).collect();
        if texte.is_empty() {
            Vec::new()
        } else if exacts.is_empty() {
            self.exercices.iter().filter(partie).collect()
        } else {
            exacts
        }
    }

    fn inconnu(&self, texte: &str) -> Erreur {
        let erreur = Erreur::nouvelle(format!("aucun exercice ne s'appelle « {texte} »"));
        let proximite = |exercice: &Exercice| {
            [exercice.nom.clone(), exercice.nom_court()]
                .iter()
                .map(|nom| strsim::jaro_winkler(nom, &texte.to_lowercase()))
                .fold(0.0, f64::max)
        };
        let mut proches: Vec<(f64, String)> = self
            .exercices
            .iter()
            .map(|exercice| (proximite(exercice), exercice.nom_court()))
            .filter(|(proximite, _)| *proximite > 0.75)
            .collect();
        proches.sort_by(|a, b| b.0.total_cmp(&a.0));
        let proches: Vec<String> = proches.into_iter().take(3).map(|(_, nom)| nom).collect();
        erreur.avec_remede(if proches.is_empty() {
            "« cargo atelier liste » les montre tous".to_owned()
        } else {
            format!("vouliez-vous {} ?", proches.join(", ou "))
        })
    }
}

fn ambigu(texte: &str, exercices: &[&Exercice]) -> Erreur {
    let noms: Vec<String> = exercices
        .iter()
        .map(|exercice| exercice.nom_court())
        .collect();
    Erreur::nouvelle(format!("« {texte} » désigne {} exercices", noms.len()))
        .avec_remede(format!("précisez : {}", noms.join(", ")))
}

/// Les clés (chapitre, exercice) d'un arbre : deux niveaux de dossiers, le premier numéroté.
pub fn cles(arbre: &Path) -> Vec<(String, String)> {
    let mut cles = Vec::new();
    for chapitre in fichiers::entrees(arbre) {
        let numerote = fichiers::nom(&chapitre).starts_with(|c: char| c.is_ascii_digit());
        if !numerote || !chapitre.is_dir() {
            continue;
        }
        for exercice in fichiers::entrees(&chapitre) {
            let nom = fichiers::nom(&exercice);
            if exercice.is_dir() && nom != "snapshots" && !nom.starts_with('.') {
                cles.push((fichiers::nom(&chapitre), nom));
            }
        }
    }
    cles
}
