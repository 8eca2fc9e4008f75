//! Le contrôle d'un exercice, tel qu'on le lit : chaque test a une phrase, son commentaire.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::catalogue::Exercice;
use crate::fichiers;

/// Les fichiers du contrôle : `charger.rs`, puis ceux de ses étapes, `charger/*.rs`.
pub fn sources(exercice: &Exercice) -> Vec<PathBuf> {
    let racine = exercice.controle();
    let etapes = fichiers::sous(&racine.with_extension(""));
    let rust = |chemin: &PathBuf| {
        chemin
            .extension()
            .is_some_and(|extension| extension == "rs")
    };
    std::iter::once(racine)
        .chain(etapes.into_iter().filter(rust))
        .collect()
}

/// Un test du contrôle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Le nom de sa fonction.
    pub nom: String,
    /// La ligne de sa fonction.
    pub ligne: usize,
    /// Le premier paragraphe de son commentaire.
    pub phrase: Option<String>,
}

/// La phrase de chaque test : le premier paragraphe de son commentaire. Un test qui n'en a pas
/// n'y est pas.
pub fn phrases(exercice: &Exercice) -> BTreeMap<String, String> {
    let mut phrases = BTreeMap::new();
    for source in sources(exercice) {
        let tests = tests(&fichiers::lire(&source).unwrap_or_default());
        phrases.extend(
            tests
                .into_iter()
                .filter_map(|test| Some((test.nom, test.phrase?))),
        );
    }
    phrases
}

/// Les tests d'un fichier de contrôle, dans l'ordre.
pub fn tests(source: &str) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut doc: Vec<&str> = Vec::new();
    let mut test = false;
    for (numero, ligne) in (1..).zip(source.lines().map(str::trim)) {
        if let Some(suite) = ligne.strip_prefix("///") {
            doc.push(suite.trim());
            continue;
        }
        test |= ligne.contains("#[test]");
        if let Some(nom) = nom_de_fonction(ligne).filter(|_| test) {
            let premier = doc.iter().take_while(|ligne| !ligne.is_empty());
            let phrase = premier.copied().collect::<Vec<_>>().join(" ");
            tests.push(Test {
                nom: nom.to_owned(),
                ligne: numero,
                phrase: Some(phrase).filter(|phrase| !phrase.is_empty()),
            });
        }
        // Entre le commentaire et la fonction, il n'y a que des attributs, parfois sur plusieurs
        // lignes.
        if ligne.is_empty() || ligne.contains("fn ") {
            doc.clear();
            test = false;
        }
    }
    tests
}

/// `nom` dans `#[test] fn nom() {`.
fn nom_de_fonction(ligne: &str) -> Option<&str> {
    let (avant, suite) = ligne.split_once("fn ")?;
    let entiere = avant.is_empty() || avant.ends_with(' ');
    let (nom, _) = suite.split_once('(').filter(|_| entiere)?;
    Some(nom.trim())
}

#[cfg(test)]
mod tests {
    use super::tests;

    #[test]
    fn la_phrase_d_un_test_est_le_premier_paragraphe_de_son_commentaire() {
        let source = "
/// Une aide, pas un test.
fn aide() {}

/// L'initialisation s'arrête
/// au premier refus.
///
/// Et voici pourquoi.
#[test]
#[cfg_attr(
    not(unix),
    ignore = \"il manque un système\"
)]
fn premier() {}

#[test]
fn sans_phrase() {}

    /// Indenté.
    #[test] fn second() { }
";
        let tests = tests(source);
        let lus: Vec<_> = tests
            .iter()
            .map(|test| (test.nom.as_str(), test.ligne, test.phrase.as_deref()))
            .collect();
        assert_eq!(
            lus,
            [
                (
                    "premier",
                    14,
                    Some("L'initialisation s'arrête au premier refus.")
                ),
                ("sans_phrase", 17, None),
                ("second", 20, Some("Indenté.")),
            ]
        );
    }
}
