//! Point 4 : les cinq arbres se répondent, et rien ne traîne.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::Defaut;
use crate::catalogue::{Catalogue, Exercice, cles};
use crate::{Projet, fichiers, indices};

/// Les exercices dont les indices contiennent encore du code tapé à la main. Cette liste ne
/// peut que raccourcir.
const INDICES_A_CONVERTIR: &[&str] = &[
    "01-contrat/chaine",
    "01-contrat/compatible-c",
    "01-contrat/disposition",
    "02-ffi/barriere",
    "02-ffi/chaines-c",
    "02-ffi/charger",
    "02-ffi/exporter",
    "02-ffi/poignee-de-main",
    "02-ffi/propriete",
    "02-ffi/recharger",
    "04-features/additif",
    "04-features/gardes",
    "04-features/optionnel",
    "04-features/registre",
    "06-wasm/capacites",
    "06-wasm/hote",
    "06-wasm/invite-rust",
    "06-wasm/invite-wat",
    "06-wasm/limites",
    "06-wasm/memoire",
    "07-choisir/hote-universel",
    "07-choisir/porte",
];

/// Vérifie les arbres et les manifestes de tout le projet.
pub fn verifier(projet: &Projet, catalogue: &Catalogue) -> Vec<Defaut> {
    let illisibles = catalogue.illisibles.iter();
    let mut defauts: Vec<Defaut> = illisibles
        .map(|illisible| {
            Defaut::nouveau(
                format!("exercises/{}", illisible.cle),
                illisible.erreur.to_string(),
            )
        })
        .collect();
    miroir(projet, &mut defauts);
    for exercice in &catalogue.exercices {
        Verificateur {
            projet,
            exercice,
            defauts: &mut defauts,
        }
        .tout();
    }
    instantanes_orphelins(projet, catalogue, &mut defauts);
    defauts
}

/// Une clé présente dans un arbre l'est dans les autres.
fn miroir(projet: &Projet, defauts: &mut Vec<Defaut>) {
    let exercices: BTreeSet<_> = cles(&projet.chemin("exercises")).into_iter().collect();
    let solutions: BTreeSet<_> = cles(&projet.chemin("solutions")).into_iter().collect();
    for (chapitre, nom) in solutions.difference(&exercices) {
        defauts.push(Defaut::nouveau(
            format!("solutions/{chapitre}/{nom}"),
            "pas d'exercice de ce nom dans exercises/",
        ));
    }
    for (chapitre, nom) in exercices.difference(&solutions) {
        defauts.push(Defaut::nouveau(
            format!("exercises/{chapitre}/{nom}"),
            "pas de solution de ce nom dans solutions/",
        ));
    }
    for chapitre in fichiers::entrees(&projet.chemin("tests")) {
        let numerote = fichiers::nom(&chapitre).starts_with(|c: char| c.is_ascii_digit());
        for controle in fichiers::entrees(&chapitre).iter().filter(|_| numerote) {
            let cle = (
                fichiers::nom(&chapitre),
                fichiers::nom(&controle.with_extension("")),
            );
            let est_un_controle = controle
                .extension()
                .is_some_and(|extension| extension == "rs");
            if est_un_controle && !exercices.contains(&cle) {
                defauts.push(Defaut::nouveau(
                    projet.affiche(controle),
                    "ce contrôle n'a pas d'exercice",
                ));
            }
        }
    }
}

/// Les instantanés que plus aucun contrôle ne demande.
fn instantanes_orphelins(projet: &Projet, catalogue: &Catalogue, defauts: &mut Vec<Defaut>) {
    let connus: BTreeSet<_> = catalogue.exercices.iter().flat_map(demandes).collect();
    let chapitres = catalogue.par_chapitre();
    for chapitre in chapitres.keys() {
        for fichier in fichiers::entrees(&projet.chemin("tests").join(chapitre).join("snapshots")) {
            let nom = fichiers::nom(&fichier);
            if nom.ends_with(".snap.new") {
                defauts.push(Defaut::nouveau(
                    projet.affiche(&fichier),
                    "un instantané en attente ne se publie pas",
                ));
            } else if !connus.contains(&nom) {
                let fait = "aucun contrôle ne demande cet instantané : supprimez-le, ou rétablissez l'assertion";
                defauts.push(Defaut::nouveau(projet.affiche(&fichier), fait));
            }
        }
    }
}

/// Les fichiers d'instantanés que le contrôle d'un exercice demande par `instantane!("nom", …)`.
fn demandes(exercice: &Exercice) -> Vec<String> {
    let module = exercice.nom.replace('-', "_");
    let source = fichiers::lire(&exercice.controle()).unwrap_or_default();
    let noms = source
        .split("instantane!(")
        .skip(1)
        .filter_map(|suite| suite.split('"').nth(1));
    noms.map(|nom| format!("verification__{module}__{nom}.snap"))
        .collect()
}

struct Verificateur<'a> {
    projet: &'a Projet,
    exercice: &'a Exercice,
    defauts: &'a mut Vec<Defaut>,
}

impl Verificateur<'_> {
    fn tout(&mut self) {
        self.enonce();
        self.indices();
        self.manifestes();
        self.depart();
        self.verification();
        self.reponses_fausses();
        self.fichiers_en_trop();
        self.instantanes_presents();
    }

    fn defaut(&mut self, lieu: &Path, fait: impl Into<String>) {
        self.defauts
            .push(Defaut::nouveau(self.projet.affiche(lieu), fait));
    }

    fn enonce(&mut self) {
        let chemin = self.exercice.dossier().join("README.md");
        let enonce = fichiers::lire(&chemin).unwrap_or_default();
        for titre in ["## À faire", "## Ce qui est vérifié"] {
            if !enonce.lines().any(|ligne| ligne.trim() == titre) {
                self.defaut(&chemin, format!("l'énoncé n'a pas de rubrique « {titre} »"));
            }
        }
        let manifeste = self.exercice.dossier().join("Cargo.toml");
        if self.exercice.manifeste.notions.is_empty() {
            self.defaut(&manifeste, "« notions » est vide");
        }
    }

    fn indices(&mut self) {
        let chemin = indices::chemin(self.exercice);
        let lus = match indices::lire(self.projet, self.exercice) {
            Ok(lus) => lus,
            Err(erreur) => {
                return self
                    .defauts
                    .push(Defaut::signale(self.projet, &chemin, &erreur));
            }
        };
        if lus.len() < 3 {
            let fait = "il faut au moins trois indices, du plus léger au plus précis";
            self.defaut(&chemin, fait);
        }
        if lus
            .first()
            .is_some_and(|premier| !premier.texte.contains('?'))
        {
            self.defaut(&chemin, "le premier indice doit être une question");
        }
        if INDICES_A_CONVERTIR.contains(&self.exercice.cle().as_str()) {
            return;
        }
        for (ligne, langue) in lus.iter().flat_map(|indice| &indice.tapes) {
            if matches!(langue.as_str(), "text" | "sh") {
                continue;
            }
            let fait = "ce code est tapé, donc jamais compilé : prenez-le dans la solution par {{#solution fichier:ancre}}";
            let lieu = format!("{}:{ligne}", self.projet.affiche(&chemin));
            self.defauts.push(Defaut::nouveau(lieu, fait));
        }
    }

    /// Les deux paquets ne diffèrent que par leur nom : mêmes dépendances, même bibliothèque.
    fn manifestes(&mut self) {
        let lire = |dossier: &Path| {
            fichiers::lire(&dossier.join("Cargo.toml"))
                .ok()?
                .parse::<Table>()
                .ok()
        };
        let (dossier, solution) = (self.exercice.dossier(), self.exercice.solution());
        let (Some(eleve), Some(reference)) = (lire(&dossier), lire(&solution)) else {
            self.defaut(
                &solution.join("Cargo.toml"),
                "le manifeste de la solution est illisible ou absent",
            );
            return;
        };
        let nom = |table: &Table| {
            table
                .get("package")?
                .get("name")?
                .as_str()
                .map(str::to_owned)
        };
        for (table, attendu, lieu) in [
            (&eleve, self.exercice.paquet(), &dossier),
            (&reference, self.exercice.paquet_de_la_solution(), &solution),
        ] {
            if nom(table).as_deref() != Some(&attendu) {
                self.defaut(
                    &lieu.join("Cargo.toml"),
                    format!("le paquet doit s'appeler {attendu}"),
                );
            }
        }
        for rubrique in [
            "lib",
            "features",
            "dependencies",
            "dev-dependencies",
            "build-dependencies",
        ] {
            if comparable(&eleve, rubrique) != comparable(&reference, rubrique) {
                let fait = format!(
                    "[{rubrique}] diffère de celui de l'exercice : l'élève doit disposer des mêmes moyens"
                );
                self.defaut(&solution.join("Cargo.toml"), fait);
            }
        }
    }

    /// Ce que l'élève reçoit est le départ, à l'octet près.
    fn depart(&mut self) {
        for fichier in &self.exercice.manifeste.fichiers {
            let (ici, depart) = (
                self.exercice.dossier().join(fichier),
                self.exercice.depart().join(fichier),
            );
            if fs::read(&depart).is_err() {
                self.defaut(
                    &depart,
                    "le fichier de départ manque : « reinitialiser » ne pourrait pas le remettre",
                );
            } else if fs::read(&ici).ok() != fs::read(&depart).ok() {
                self.defaut(
                    &ici,
                    format!(
                        "ce fichier n'est pas le départ, {}",
                        self.projet.affiche(&depart)
                    ),
                );
            }
            let solution = self.exercice.solution().join(fichier);
            if !solution.is_file() {
                self.defaut(
                    &solution,
                    "la solution n'a pas ce fichier, que l'exercice fait écrire",
                );
            }
        }
    }

    /// Les deux vérifications ne diffèrent que par le paquet qu'elles prennent pour sujet.
    fn verification(&mut self) {
        let attendue = |paquet: String| {
            let (cle, module) = (self.exercice.cle(), self.exercice.nom.replace('-', "_"));
            [
                format!("use {} as sujet;", paquet.replace('-', "_")),
                format!("#[path = \"../../../../tests/{cle}.rs\"]"),
                format!("mod {module};"),
            ]
        };
        let paires = [
            (self.exercice.dossier(), attendue(self.exercice.paquet())),
            (
                self.exercice.solution(),
                attendue(self.exercice.paquet_de_la_solution()),
            ),
        ];
        for (dossier, lignes) in paires {
            let chemin = dossier.join("tests/verification.rs");
            let source = fichiers::lire(&chemin).unwrap_or_default();
            let code: Vec<&str> = source
                .lines()
                .map(str::trim)
                .filter(|l| !l.is_empty() && !l.starts_with("//"))
                .collect();
            if code != lignes {
                self.defaut(
                    &chemin,
                    format!("la vérification doit se réduire à :\n{}", lignes.join("\n")),
                );
            }
        }
        let controle = self.exercice.controle();
        if !controle.is_file() {
            self.defaut(&controle, "le contrôle de l'exercice manque");
        }
        let source = fichiers::lire(&controle).unwrap_or_default();
        if source
            .lines()
            .any(|ligne| ligne.trim_start().starts_with("#[ignore"))
        {
            let fait = "un test ignoré partout ne vérifie rien : écrivez #[cfg_attr(not(…), ignore = \"…\")], où la raison dit ce qui manque à la machine et la commande qui l'installe";
            self.defaut(&controle, fait);
        }
    }

    fn reponses_fausses(&mut self) {
        let dossier = crate::reponse::dossier(self.exercice);
        let nombre = crate::reponse::pages(self.exercice).len();
        if nombre < 2 {
            self.defaut(
                &dossier,
                format!("{nombre} réponse(s) fausse(s) : il en faut au moins deux"),
            );
        }
    }

    /// Les fichiers suivis par git que rien n'explique.
    fn fichiers_en_trop(&mut self) {
        let permis = |place: &str| {
            matches!(
                place,
                "Cargo.toml" | "tests/verification.rs" | "build.rs" | "README.md" | "indices.md"
            ) || place.starts_with("src/")
                || place.starts_with("donnees/")
                // Ce qu'un cargo lancé dans un petit paquet intérieur laisse derrière lui.
                || place.ends_with("/Cargo.lock")
        };
        let dossier = self.exercice.dossier();
        let solution = self.exercice.solution();
        for (racine, de_la_solution) in [(&dossier, false), (&solution, true)] {
            for fichier in fichiers::sous(racine) {
                let place = fichier
                    .strip_prefix(racine)
                    .unwrap_or(&fichier)
                    .to_string_lossy()
                    .replace('\\', "/");
                let declare = self.exercice.manifeste.fichiers.contains(&place);
                let de_reference = de_la_solution
                    && (place.starts_with("erreurs/") || place.starts_with("depart/"));
                if !permis(&place) && !declare && !de_reference {
                    self.defaut(&fichier, "fichier inattendu : déclarez-le dans « fichiers », ou rangez-le dans donnees/");
                }
            }
        }
    }

    fn instantanes_presents(&mut self) {
        let dossier = self
            .projet
            .chemin("tests")
            .join(&self.exercice.chapitre)
            .join("snapshots");
        for nom in demandes(self.exercice) {
            let chemin = dossier.join(nom);
            if !chemin.is_file() {
                self.defaut(
                    &chemin,
                    "le contrôle demande cet instantané, qui n'existe pas",
                );
            }
        }
    }
}

/// Une rubrique, comparable d'un manifeste à l'autre.
fn comparable(table: &Table, rubrique: &str) -> Value {
    table
        .get(rubrique)
        .cloned()
        .unwrap_or_else(|| Value::Table(Table::new()))
}
