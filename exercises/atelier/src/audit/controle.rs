//! Point 4, pour un exercice : son contrôle, tel qu'on le lit. Un test est une phrase, un
//! instantané demandé existe, un fichier se lit d'un trait.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Examen;
use crate::catalogue::Exercice;
use crate::{controle, fichiers, reponse};

/// Un fichier que l'élève ouvre a moins de lignes que cela.
const LONGUEUR: usize = 150;

/// Vérifie le contrôle d'un exercice, et qu'assez de réponses fausses l'éprouvent.
pub fn verifier(examen: &mut Examen) {
    let exercice = examen.exercice;
    let chemin = exercice.controle();
    if !chemin.is_file() {
        examen.defaut(&chemin, "le contrôle de l'exercice manque");
    }
    tests(examen);
    reponses(examen);
    for instantane in demandes(exercice) {
        if !instantane.is_file() {
            let fait = "le contrôle demande cet instantané, qui n'existe pas";
            examen.defaut(&instantane, fait);
        }
    }
    longueurs(examen);
}

fn tests(examen: &mut Examen) {
    for chemin in controle::sources(examen.exercice) {
        let source = fichiers::lire(&chemin).unwrap_or_default();
        for (ligne, texte) in (1..).zip(source.lines()) {
            if texte.trim_start().starts_with("#[ignore") {
                let fait = "un test ignoré partout ne vérifie rien : écrivez #[cfg_attr(not(…), ignore = \"…\")], où la raison dit ce qui manque à la machine et la commande qui l'installe";
                examen.defaut_a(&chemin, ligne, fait);
            }
        }
        for test in controle::tests(&source) {
            if let Some(fait) = sans_phrase(&test) {
                examen.defaut_a(&chemin, test.ligne, fait);
            }
        }
    }
}

/// Les réponses fausses se lisent, s'appliquent à la solution, et nomment des tests qui existent.
fn reponses(examen: &mut Examen) {
    let exercice = examen.exercice;
    let connus: BTreeSet<String> = controle::sources(exercice)
        .iter()
        .flat_map(|chemin| controle::tests(&fichiers::lire(chemin).unwrap_or_default()))
        .map(|test| test.nom)
        .collect();
    let pages = reponse::pages(exercice);
    if pages.len() < 2 {
        let nombre = pages.len();
        let fait = format!("{nombre} réponse(s) fausse(s) : il en faut au moins deux");
        examen.defaut(&reponse::dossier(exercice), fait);
    }
    for intrus in reponse::intrus(exercice) {
        let (court, nom) = (exercice.nom_court(), reponse::nom(&intrus));
        let fait = format!(
            "une réponse fausse est une page .md, avec un diff\n\
             → « cargo atelier erreur {court} {nom} » pose la solution ; mettez-y cette réponse, puis « --enregistrer » écrit la page ; supprimez alors ce fichier"
        );
        examen.defaut(&intrus, fait);
    }
    for page in pages {
        let lue = reponse::lire(examen.projet, &page);
        match lue.and_then(|lue| Ok((lue, reponse::fichiers(examen.projet, exercice, &page)?))) {
            Err(erreur) => examen.signale(&page, &erreur),
            Ok((lue, _)) => {
                for nom in lue.tests.iter().filter(|nom| !connus.contains(*nom)) {
                    let fait = format!("la page nomme {nom}, mais aucun test ne s'appelle ainsi");
                    examen.defaut(&page, fait);
                }
            }
        }
    }
}

/// Ce qui manque au commentaire d'un test pour être une phrase.
fn sans_phrase(test: &controle::Test) -> Option<String> {
    let nom = &test.nom;
    let Some(phrase) = &test.phrase else {
        return Some(format!(
            "le test {nom} n'a pas sa phrase : écrivez au-dessus, après ///, ce qu'il garantit"
        ));
    };
    let debut = phrase.trim_start_matches(['«', '`', ' ', '(']);
    let majuscule = debut.starts_with(|c: char| !c.is_lowercase()) || phrase.starts_with('`');
    (!majuscule || !phrase.ends_with('.')).then(|| {
        format!("la phrase du test {nom} doit commencer par une majuscule et finir par un point : {phrase}")
    })
}

/// Les instantanés que le contrôle d'un exercice demande par `instantane!("nom", …)`.
pub fn demandes(exercice: &Exercice) -> Vec<PathBuf> {
    let racine = exercice.controle();
    let module = exercice.nom.replace('-', "_");
    let mut demandes = Vec::new();
    for source in controle::sources(exercice) {
        // insta range un instantané à côté du fichier qui le demande, sous le nom de son module.
        let module = if source == racine {
            module.clone()
        } else {
            format!("{module}__{}", fichiers::nom(&source.with_extension("")))
        };
        let texte = fichiers::lire(&source).unwrap_or_default();
        let dossier = source.with_file_name("snapshots");
        let noms = texte
            .split("instantane!(")
            .skip(1)
            .filter_map(|suite| suite.split('"').nth(1));
        demandes
            .extend(noms.map(|nom| dossier.join(format!("verification__{module}__{nom}.snap"))));
    }
    demandes
}

/// Ce que l'élève ouvre se lit d'un trait.
fn longueurs(examen: &mut Examen) {
    let exercice = examen.exercice;
    let mut ouverts = fichiers::sous(&exercice.dossier());
    ouverts.extend(controle::sources(exercice));
    ouverts.retain(|chemin| chemin.extension().is_some_and(|ext| ext == "rs"));
    for chemin in ouverts {
        let lignes = fichiers::lire(&chemin).unwrap_or_default().lines().count();
        if lignes >= LONGUEUR {
            let fait = format!(
                "{lignes} lignes : l'élève ouvre ce fichier, il doit en avoir moins de {LONGUEUR} ; un contrôle se partage par étapes, dans tests/{}/",
                exercice.cle()
            );
            examen.defaut(&chemin, fait);
        }
    }
}
