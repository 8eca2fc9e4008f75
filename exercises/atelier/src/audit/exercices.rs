//! Points 1 à 3 : le départ, la solution, les réponses fausses. Tout est compilé et lancé.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::Defaut;
use crate::banc::{self, Essai};
use crate::cargo::Compilation;
use crate::catalogue::Exercice;
use crate::verdict::{self, Verdict};
use crate::{Erreur, Projet, Resultat, cargo, fichiers};

/// Les réponses fausses d'un exercice : fichiers ou dossiers de `erreurs/`.
pub fn reponses_fausses(exercice: &Exercice) -> Vec<PathBuf> {
    fichiers::entrees(&exercice.solution().join("erreurs"))
}

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
                if verdict.echecs().next().is_some() {
                    let fait = format!("la solution échoue : {}", resume(&verdict));
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
    let mut essais = Vec::new();
    for exercice in exercices {
        essais.push(Essai::depart(exercice));
        essais.extend(
            reponses_fausses(exercice)
                .iter()
                .map(|chemin| Essai::erreur(exercice, chemin)),
        );
    }
    if essais.is_empty() {
        return Ok(Vec::new());
    }
    let compilation = banc::compiler(projet, &essais)?;
    let mut defauts = Vec::new();
    for exercice in exercices {
        depart(projet, &compilation, exercice, &mut defauts)?;
        reponses(projet, &compilation, exercice, &mut defauts)?;
    }
    Ok(defauts)
}

fn depart(
    projet: &Projet,
    compilation: &Compilation,
    exercice: &Exercice,
    defauts: &mut Vec<Defaut>,
) -> Resultat<()> {
    let essai = Essai::depart(exercice);
    let lieu = projet.affiche(&exercice.depart());
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
    defauts: &mut Vec<Defaut>,
) -> Resultat<()> {
    // Combien de réponses fausses chaque test attrape.
    let mut prises: BTreeMap<String, usize> = BTreeMap::new();
    let reponses = reponses_fausses(exercice);
    for chemin in &reponses {
        let lieu = projet.affiche(chemin);
        let annonces = match annonces(chemin) {
            Ok(annonces) => annonces,
            Err(erreur) => {
                defauts.push(Defaut::nouveau(&lieu, erreur.fait));
                continue;
            }
        };
        let essai = Essai::erreur(exercice, chemin);
        let verdict = match juger(projet, compilation, &essai.paquet, exercice)? {
            Ok(verdict) => verdict,
            Err(fait) => {
                defauts.push(Defaut::nouveau(&lieu, format!("la réponse fausse {fait}")));
                continue;
            }
        };
        for test in verdict.tests.iter().filter(|test| test.lance()) {
            *prises.entry(test.nom.clone()).or_default() += usize::from(test.echoue());
        }
        let echecs: BTreeSet<&str> = verdict.echecs().collect();
        let non_lances: BTreeSet<&str> = verdict.non_lances().map(|(nom, _)| nom).collect();
        let attendus: BTreeSet<&str> = annonces.iter().map(String::as_str).collect();
        // Un test qui n'est pas lancé ne peut rien attraper : il ne compte ni pour, ni contre.
        for nom in attendus
            .difference(&echecs)
            .filter(|nom| !non_lances.contains(*nom))
        {
            defauts.push(Defaut::nouveau(
                &lieu,
                format!("le test {nom} devait l'attraper et ne l'attrape pas"),
            ));
        }
        for nom in echecs.difference(&attendus) {
            defauts.push(Defaut::nouveau(
                &lieu,
                format!("le test {nom} l'attrape aussi, et l'en-tête ne le dit pas"),
            ));
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
    let Some(programme) = compilation.programme(paquet) else {
        let messages = compilation.messages_de(paquet);
        let erreur = messages.iter().find(|message| message.erreur);
        let detail = erreur
            .map(|message| premiere_ligne(&message.texte))
            .unwrap_or_default();
        return Ok(Err(format!("ne compile pas. {detail}")));
    };
    let verdict = verdict::juger(projet, programme, exercice.manifeste.limite)?;
    Ok(if verdict.tests.is_empty() {
        Err("n'a aucun test à passer".to_owned())
    } else {
        Ok(verdict)
    })
}

/// Les tests qu'une réponse fausse annonce : ``//! Attrapée par : `a`, `b` ``.
///
/// # Errors
///
/// Si le fichier ne commence pas ainsi.
pub fn annonces(chemin: &Path) -> Resultat<Vec<String>> {
    let fichier = if chemin.is_dir() {
        en_tete_du_dossier(chemin)
    } else {
        Some(chemin.to_owned())
    };
    let source = fichier
        .as_deref()
        .map(fichiers::lire)
        .transpose()?
        .unwrap_or_default();
    let premiere = source
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches(['/', '!', ';', '-', '#', ' ']);
    let noms = premiere.strip_prefix("Attrapée par :").map(|suite| {
        let entre_accents = suite.split('`').skip(1).step_by(2);
        entre_accents.map(str::to_owned).collect::<Vec<_>>()
    });
    noms.filter(|noms| !noms.is_empty()).ok_or_else(|| {
        Erreur::nouvelle(
            "la première ligne doit être : //! Attrapée par : `nom_du_test`, `autre_test`",
        )
    })
}

fn en_tete_du_dossier(dossier: &Path) -> Option<PathBuf> {
    fichiers::sous(dossier).into_iter().find(|chemin| {
        fichiers::lire(chemin).is_ok_and(|source| {
            source
                .lines()
                .next()
                .is_some_and(|l| l.contains("Attrapée par"))
        })
    })
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
