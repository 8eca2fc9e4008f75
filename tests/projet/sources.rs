//! Ce qui doit être vrai de toutes les sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::racine;
use atelier::audit::forme;
use atelier::catalogue::{Catalogue, Exercice};
use atelier::{Projet, fichiers};

/// Celui-ci contient les mots qu'il cherche.
const CE_FICHIER: &str = "tests/projet/sources.rs";

/// Les fichiers Rust du projet, et leur texte.
fn sources() -> Vec<(PathBuf, String)> {
    let arbres = ["chapters", "exercises", "solutions", "tests"];
    let chemins = arbres
        .iter()
        .flat_map(|arbre| fichiers::sous(&racine().join(arbre)));
    let rust = chemins.filter(|chemin| {
        chemin
            .extension()
            .is_some_and(|extension| extension == "rs")
    });
    rust.map(|chemin| (chemin.clone(), fs::read_to_string(chemin).unwrap()))
        .collect()
}

fn affiche(chemin: &Path) -> String {
    chemin
        .strip_prefix(racine())
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/")
}

/// Les textes fautifs que le livre montre n'ont pas à être exemplaires.
fn exemplaire(chemin: &Path) -> bool {
    let chemin = affiche(chemin);
    !chemin.contains("/fautes/") && chemin != CE_FICHIER
}

#[test]
fn chaque_bloc_unsafe_dit_pourquoi_il_est_sur() {
    let mut manques = Vec::new();
    for (chemin, source) in sources().iter().filter(|(chemin, _)| exemplaire(chemin)) {
        let lignes: Vec<&str> = source.lines().collect();
        for (rang, ligne) in lignes.iter().enumerate() {
            let code = ligne.split("//").next().unwrap_or_default();
            // Dans une chaîne (le code d'un essai), ce n'est pas un bloc de ce fichier.
            let bloc = code.contains("unsafe {") && !code.trim_start().starts_with("#[test]");
            if (bloc || code.trim_start().starts_with("unsafe impl")) && !justifie(&lignes, rang) {
                manques.push(format!("{}:{}", affiche(chemin), rang + 1));
            }
        }
    }
    assert!(
        manques.is_empty(),
        "blocs unsafe sans « // SÛRETÉ : » :\n{}",
        manques.join("\n")
    );
}

/// La raison est dans le commentaire qui précède l'instruction, au plus six lignes plus haut.
fn justifie(lignes: &[&str], rang: usize) -> bool {
    lignes[rang.saturating_sub(6)..=rang]
        .iter()
        .any(|ligne| ligne.contains("SÛRETÉ :"))
}

#[test]
fn chaque_fichier_dit_ce_qu_il_montre() {
    let muets: Vec<String> = sources()
        .iter()
        // Les textes de fautes/ sont montrés tels quels, en-tête compris.
        .filter(|(chemin, _)| !affiche(chemin).contains("/fautes/"))
        .filter(|(_, source)| {
            let premiere = source
                .lines()
                .find(|ligne| !ligne.trim().is_empty() && !ligne.starts_with("// ANCHOR"));
            !premiere.is_some_and(|ligne| ligne.starts_with("//!"))
        })
        .map(|(chemin, _)| affiche(chemin))
        .collect();
    assert!(
        muets.is_empty(),
        "fichiers sans « //! » en tête :\n{}",
        muets.join("\n")
    );
}

#[test]
fn aucune_extension_de_bibliotheque_n_est_ecrite_en_dur() {
    let fautifs: Vec<String> = sources()
        .iter()
        .filter(|(chemin, _)| affiche(chemin) != CE_FICHIER)
        .flat_map(|(chemin, source)| {
            let lignes = source.lines().enumerate();
            let fautives = lignes.filter(|(_, ligne)| {
                let code = ligne.split("//").next().unwrap_or_default();
                [".so\"", ".dll\"", ".dylib\""]
                    .iter()
                    .any(|fin| code.contains(fin))
            });
            fautives
                .map(|(rang, _)| format!("{}:{}", affiche(chemin), rang + 1))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(
        fautifs.is_empty(),
        "employez DLL_PREFIX et DLL_SUFFIX :\n{}",
        fautifs.join("\n")
    );
}

#[test]
fn deux_exemples_n_ont_pas_le_meme_nom() {
    // Cargo les range tous dans target/<profil>/examples : le second écraserait le premier.
    let chapitres = fichiers::entrees(&racine().join("chapters"));
    let exemples = chapitres
        .iter()
        .flat_map(|chapitre| fichiers::entrees(&chapitre.join("examples")))
        .filter(|chemin| {
            chemin.extension().is_some_and(|fin| fin == "rs") || chemin.join("main.rs").is_file()
        });
    let mut vus: BTreeMap<String, PathBuf> = BTreeMap::new();
    for exemple in exemples {
        let nom = fichiers::nom(&exemple.with_extension(""));
        if let Some(autre) = vus.insert(nom, exemple.clone()) {
            panic!(
                "{} et {} ont le même nom",
                affiche(&autre),
                affiche(&exemple)
            );
        }
    }
}

#[test]
fn un_paquet_n_a_qu_un_programme_de_test_sauf_raison() {
    // Chaque programme coûte une édition de liens : `tests/chapitre/main.rs` suffit, sauf pour ce
    // qui veut un processus à lui (un allocateur…), et qui le dit.
    let mut programmes: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
    for (chemin, source) in sources() {
        let dossier = chemin.parent().unwrap();
        let nom = fichiers::nom(&chemin);
        let tests = if nom == "main.rs" {
            dossier.parent().unwrap()
        } else {
            dossier
        };
        let de_cargo = tests.ends_with("tests") && tests.with_file_name("Cargo.toml").is_file();
        if de_cargo && !source.contains("\n//! Un programme à part") {
            let lesquels = programmes.entry(tests.to_owned()).or_default();
            lesquels.push(affiche(&chemin));
        }
    }
    assert!(programmes.len() > 10, "{programmes:?}");
    let plusieurs: Vec<String> = programmes
        .into_values()
        .filter(|lesquels| lesquels.len() > 1)
        .map(|lesquels| lesquels.join(", "))
        .collect();
    assert!(plusieurs.is_empty(), "{}", plusieurs.join("\n"));
}

#[test]
fn les_exercices_ne_sont_pas_dans_cargo_test() {
    let manifeste = fs::read_to_string(racine().join("Cargo.toml")).unwrap();
    let defaut = manifeste
        .split("default-members")
        .nth(1)
        .and_then(|suite| suite.split(']').next());
    let defaut = defaut.expect("default-members est déclaré");
    assert!(
        !defaut.contains("exercises/[0-9]"),
        "un exercice en cours rendrait `cargo test` rouge"
    );
}

#[test]
fn le_correcteur_formate_aussi_ce_que_cargo_fmt_ne_voit_pas() {
    // Les départs et les réponses fausses ne sont les modules de personne.
    let projet = Projet::a(racine());
    let catalogue = Catalogue::lire(&projet);
    let exercices: Vec<&Exercice> = catalogue.exercices.iter().collect();
    let mut relus = forme::relus(&projet, &exercices).expect("les réponses fausses se posent");
    // Ce que l'élève est en train d'écrire n'a pas à être en forme.
    relus.retain(|_, auteur| !affiche(auteur).starts_with("exercises/"));
    assert!(relus.len() > exercices.len());
    let refuses = forme::refuses(&projet, &relus).expect("rustfmt se lance");
    assert_eq!(refuses, []);
}
