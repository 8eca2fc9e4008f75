//! Points 1 à 3 : le départ, la solution, les réponses fausses. Tout est compilé et lancé.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Stdio;

use super::Defaut;
use crate::banc::{self, Essai};
use crate::cargo::Compilation;
use crate::catalogue::Exercice;
use crate::verdict::{self, Fin, Verdict};
use crate::{Projet, Resultat, cargo, reponse};

/// Point 2 : chaque solution compile sans remarque et passe tous les tests.
///
/// # Errors
///
/// Si cargo ou une vérification ne peuvent pas être lancés.
pub fn solutions(projet: &Projet, exercices: &[&Exercice]) -> Resultat<Vec<Defaut>> {
    if exercices.is_empty() {
        return Ok(Vec::new());
    }
    let mut defauts = clippy(projet, exercices)?;
    let mut commande = cargo::commande(projet.racine());
    commande.args([
        "build",
        "--tests",
        "--keep-going",
        "--quiet",
        "--message-format=json",
    ]);
    for exercice in exercices {
        commande.args(["--package", &exercice.paquet_de_la_solution()]);
    }
    commande.stderr(Stdio::piped());
    let compilation = cargo::executer(commande)?;
    for exercice in exercices {
        let paquet = exercice.paquet_de_la_solution();
        match juger(projet, &compilation, &paquet, exercice)? {
            Ok(verdict) => {
                defauts.extend(homonymes(projet, exercice, &verdict));
                if verdict.echecs().next().is_some() {
                    let fait = format!("la solution échoue : {}", resume(&verdict));
                    defauts.push(Defaut::nouveau(&paquet, fait));
                } else if !d_un_bloc(projet, &compilation, &paquet, exercice)? {
                    let fait = "la solution échoue sous cargo test, où tous les tests sont dans un seul processus";
                    defauts.push(Defaut::nouveau(&paquet, fait));
                }
                // Dit une fois, ici : le départ et les réponses fausses n'en savent pas plus.
                let manques = verdict.non_lances();
                defauts
                    .extend(manques.map(|(nom, raison)| Defaut::non_lance(&paquet, nom, raison)));
            }
            Err(fait) => defauts.push(Defaut::nouveau(&paquet, format!("la solution {fait}"))),
        }
    }
    Ok(defauts)
}

/// Une réponse fausse nomme ses tests sans leur module : deux tests du même nom se confondraient.
fn homonymes(projet: &Projet, exercice: &Exercice, verdict: &Verdict) -> Vec<Defaut> {
    let noms = || verdict.tests.iter().map(|test| test.nom.as_str());
    let doubles: BTreeSet<&str> = noms()
        .filter(|nom| noms().filter(|autre| autre == nom).count() > 1)
        .collect();
    let defaut = |nom: &str| {
        let fait = format!("deux tests s'appellent {nom} : donnez à l'un un autre nom");
        Defaut::nouveau(projet.affiche(&exercice.controle()), fait)
    };
    doubles.into_iter().map(defaut).collect()
}

fn clippy(projet: &Projet, exercices: &[&Exercice]) -> Resultat<Vec<Defaut>> {
    let mut commande = cargo::commande(projet.racine());
    commande.args([
        "clippy",
        "--all-targets",
        "--keep-going",
        "--quiet",
        "--message-format=json",
    ]);
    for exercice in exercices {
        commande.args(["--package", &exercice.paquet_de_la_solution()]);
    }
    commande
        .args(["--", "-D", "warnings"])
        .stderr(Stdio::piped());
    let compilation = cargo::executer(commande)?;
    if !compilation.reussie && compilation.messages.is_empty() {
        // Cargo lui-même refuse : un manifeste cassé, clippy absent.
        return Ok(vec![Defaut::nouveau("cargo clippy", compilation.plainte)]);
    }
    let defaut = |message: &cargo::Message| {
        Defaut::nouveau(
            &message.paquet,
            format!("clippy : {}", premiere_ligne(&message.texte)),
        )
    };
    Ok(compilation.messages.iter().map(defaut).collect())
}

/// Points 1 et 3 : les départs et les réponses fausses, compilés ensemble sur le banc.
///
/// # Errors
///
/// Si le banc ne peut pas être préparé, ou si cargo ne peut pas être lancé.
pub fn essais(projet: &Projet, exercices: &[&Exercice]) -> Resultat<Vec<Defaut>> {
    let mut defauts = Vec::new();
    let mut essais = Vec::new();
    let mut annoncees = Vec::new();
    for exercice in exercices {
        match Essai::depart(exercice) {
            Ok(essai) => essais.push(essai),
            Err(erreur) => defauts.push(Defaut::signale(projet, &exercice.depart(), &erreur)),
        }
        let siennes = Annoncee::toutes(projet, exercice);
        essais.extend(siennes.iter().map(|annoncee| annoncee.essai.clone()));
        annoncees.push(siennes);
    }
    if essais.is_empty() {
        return Ok(defauts);
    }
    let compilation = banc::compiler(projet, &essais)?;
    for (exercice, annoncees) in exercices.iter().zip(&annoncees) {
        depart(projet, &compilation, exercice, &mut defauts)?;
        reponses(projet, &compilation, exercice, annoncees, &mut defauts)?;
    }
    Ok(defauts)
}

/// Une réponse fausse prête à être éprouvée : sa page, les tests qu'elle annonce, son essai.
struct Annoncee {
    lieu: String,
    tests: Vec<String>,
    essai: Essai,
}

impl Annoncee {
    /// Celles d'un exercice. Une page qui ne se lit pas, ou ne s'applique plus, est un défaut que
    /// la lecture a déjà dit.
    fn toutes(projet: &Projet, exercice: &Exercice) -> Vec<Self> {
        let pages = reponse::pages(exercice).into_iter();
        pages
            .filter_map(|page| Self::lire(projet, exercice, &page).ok())
            .collect()
    }

    fn lire(projet: &Projet, exercice: &Exercice, page: &Path) -> Resultat<Self> {
        let lue = reponse::lire(projet, page)?;
        let fichiers = reponse::fichiers(projet, exercice, page)?;
        Ok(Self {
            lieu: projet.affiche(page),
            tests: lue.tests,
            essai: Essai::erreur(exercice, &reponse::nom(page), fichiers),
        })
    }
}

fn depart(
    projet: &Projet,
    compilation: &Compilation,
    exercice: &Exercice,
    defauts: &mut Vec<Defaut>,
) -> Resultat<()> {
    let lieu = projet.affiche(&exercice.depart());
    // Son essai n'a pas pu être préparé : c'est déjà dit.
    let Ok(essai) = Essai::depart(exercice) else {
        return Ok(());
    };
    for message in compilation.messages_de(&essai.paquet) {
        defauts.push(Defaut::nouveau(
            &lieu,
            format!(
                "le départ n'est pas propre : {}",
                premiere_ligne(&message.texte)
            ),
        ));
    }
    let verdict = match juger(projet, compilation, &essai.paquet, exercice)? {
        Ok(verdict) => verdict,
        Err(fait) => {
            defauts.push(Defaut::nouveau(&lieu, format!("le départ {fait}")));
            return Ok(());
        }
    };
    let acquis = &exercice.manifeste.acquis;
    for test in verdict.tests.iter().filter(|test| test.lance()) {
        match (test.reussi(), acquis.contains(&test.nom)) {
            (true, false) => defauts.push(Defaut::nouveau(
                &lieu,
                format!(
                    "le test {} passe déjà sur le départ : s'il le doit, dites-le dans « acquis »",
                    test.nom
                ),
            )),
            (false, true) => {
                defauts.push(Defaut::nouveau(
                    &lieu,
                    format!("le test {} est dans « acquis » mais échoue", test.nom),
                ));
            }
            _ => {}
        }
    }
    for nom in acquis
        .iter()
        .filter(|nom| !verdict.tests.iter().any(|test| test.nom == **nom))
    {
        defauts.push(Defaut::nouveau(
            &lieu,
            format!("« acquis » nomme un test qui n'existe pas : {nom}"),
        ));
    }
    Ok(())
}

fn reponses(
    projet: &Projet,
    compilation: &Compilation,
    exercice: &Exercice,
    annoncees: &[Annoncee],
    defauts: &mut Vec<Defaut>,
) -> Resultat<()> {
    // Combien de réponses fausses chaque test attrape.
    let mut prises: BTreeMap<String, usize> = BTreeMap::new();
    for annoncee in annoncees {
        let Annoncee {
            lieu, tests, essai, ..
        } = annoncee;
        let verdict = match juger(projet, compilation, &essai.paquet, exercice)? {
            Ok(verdict) => verdict,
            Err(fait) => {
                defauts.push(Defaut::nouveau(lieu, format!("la réponse fausse {fait}")));
                continue;
            }
        };
        for test in verdict.tests.iter().filter(|test| test.lance()) {
            *prises.entry(test.nom.clone()).or_default() += usize::from(test.echoue());
        }
        let ecarts = reponse::ecarts(tests, &verdict).into_iter();
        defauts.extend(ecarts.map(|fait| Defaut::nouveau(lieu, fait)));
        // Si rien n'échoue ici, c'est déjà dit, ou la machine ne peut pas le dire. Et si un test ne
        // finit pas, `cargo test` ne finirait pas non plus : inutile de l'attendre encore.
        let refusee = verdict.echecs().next().is_some();
        let sans_fin = verdict
            .tests
            .iter()
            .any(|test| matches!(test.fin, Fin::HorsDelai(_)));
        if refusee && !sans_fin && d_un_bloc(projet, compilation, &essai.paquet, exercice)? {
            let fait = "cargo test l'accepte, où tous les tests sont dans un seul processus";
            defauts.push(Defaut::nouveau(lieu, fait));
        }
    }
    let acquis = &exercice.manifeste.acquis;
    for (nom, _) in prises
        .iter()
        .filter(|(nom, prises)| **prises == 0 && !acquis.contains(nom))
    {
        let fait = format!(
            "le test {nom} n'attrape aucune réponse fausse : rien ne prouve qu'il vérifie quelque chose"
        );
        defauts.push(Defaut::nouveau(projet.affiche(&exercice.controle()), fait));
    }
    Ok(())
}

/// Juge un paquet compilé ; `Err` dit pourquoi il n'y a rien à juger.
fn juger(
    projet: &Projet,
    compilation: &Compilation,
    paquet: &str,
    exercice: &Exercice,
) -> Resultat<Result<Verdict, String>> {
    let limite = exercice.manifeste.limite;
    let verdict = verdict::du_paquet(projet, compilation, paquet, limite)?;
    Ok(verdict.map_err(|absence| match absence.erreurs.first() {
        Some(erreur) => format!("{}. {}", absence.fait, premiere_ligne(erreur)),
        None => absence.fait,
    }))
}

/// Le verdict de `cargo test` : celui d'un seul processus. Il dure au plus autant que tous les
/// tests l'un après l'autre.
fn d_un_bloc(
    projet: &Projet,
    compilation: &Compilation,
    paquet: &str,
    exercice: &Exercice,
) -> Resultat<bool> {
    let Some(programme) = compilation.programme(paquet) else {
        return Ok(false);
    };
    let limite = exercice.manifeste.limite.saturating_mul(2);
    verdict::passe_d_un_bloc(projet, programme, limite)
}

fn resume(verdict: &Verdict) -> String {
    verdict.echecs().collect::<Vec<_>>().join(", ")
}

fn premiere_ligne(texte: &str) -> String {
    let mut lignes = texte.lines();
    let message = lignes.next().unwrap_or_default();
    let lieu = lignes
        .find(|ligne| ligne.trim_start().starts_with("-->"))
        .unwrap_or_default();
    format!("{message} {}", lieu.trim())
}
