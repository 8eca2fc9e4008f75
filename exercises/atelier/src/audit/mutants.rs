//! Les mutants : une solution changée en un seul endroit, que le contrôle devrait refuser.
//!
//! Le travail est celui de cargo-mutants, qui change un opérateur ou la valeur d'une fonction dans
//! une copie du projet, et lance les tests. Un mutant qui survit montre ce que le contrôle ne
//! regarde pas. Celui qui ne change rien à ce que fait le programme se nomme dans la solution :
//! ``// Mutant équivalent : `^` au lieu de `|`, parce que…``, juste au-dessus de sa ligne.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::catalogue::{Catalogue, Exercice};
use crate::processus::Groupe;
use crate::sortie::{BIEN, DISCRET, MAL, TITRE, en};
use crate::{Erreur, Projet, Resultat, cargo};

/// Ce qu'une campagne a donné, d'après le relevé de cargo-mutants.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Campagne {
    /// Combien de mutants compilaient.
    pub viables: usize,
    /// Ceux que nul test n'a vus, tels que cargo-mutants les nomme.
    pub survivants: Vec<Mutant>,
}

/// Un changement de la solution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// `solutions/…/lib.rs:57:35: replace * with + in sandbox`
    pub nom: String,
    /// Le fichier changé, depuis la racine.
    pub fichier: String,
    /// Sa ligne, à partir de 1.
    pub ligne: usize,
}

/// Éprouve les solutions que désignent `noms`, et montre les mutants qui survivent.
///
/// # Errors
///
/// Si un nom ne désigne rien, ou si cargo-mutants n'est pas installé.
pub fn eprouver(projet: &Projet, noms: &[String], sortie: &mut dyn Write) -> Resultat<bool> {
    let catalogue = Catalogue::lire(projet);
    let exercices = catalogue.choisir(noms)?;
    installe()?;
    writeln!(
        sortie,
        "{} solution(s) à éprouver dans une copie du projet : comptez quelques minutes chacune.",
        exercices.len()
    )?;
    let mut survivants = 0;
    for exercice in exercices {
        sortie.flush()?;
        survivants += solution(projet, exercice, sortie)?;
    }
    Ok(survivants == 0)
}

/// Éprouve une solution, et rend le nombre de survivants que rien n'excuse.
fn solution(projet: &Projet, exercice: &Exercice, sortie: &mut dyn Write) -> Resultat<usize> {
    let campagne = lancer(projet, exercice)?;
    let (equivalents, survivants): (Vec<_>, Vec<_>) = campagne
        .survivants
        .iter()
        .partition(|mutant| est_equivalent(projet, mutant));
    let (style, signe) = if survivants.is_empty() {
        (BIEN, "✔")
    } else {
        (MAL, "✘")
    };
    let excuses = match equivalents.len() {
        0 => String::new(),
        nombre => format!(", {nombre} équivalent(s)"),
    };
    writeln!(
        sortie,
        "{} {} — {} mutant(s), {} survivant(s){excuses}",
        en(style, signe),
        en(TITRE, exercice.nom_court()),
        campagne.viables,
        survivants.len(),
    )?;
    for mutant in &survivants {
        writeln!(sortie, "  {}", mutant.nom)?;
    }
    if !survivants.is_empty() {
        let conseil = "Resserrez le contrôle ; si le mutant fait la même chose que la solution, \
                       dites-le au-dessus de sa ligne : // Mutant équivalent : `…` au lieu de `…`, \
                       parce que…";
        writeln!(sortie, "  {}", en(DISCRET, conseil))?;
    }
    Ok(survivants.len())
}

fn installe() -> Resultat<()> {
    let essai = Command::new("cargo")
        .args(["mutants", "--version"])
        .output();
    if essai.is_ok_and(|sortie| sortie.status.success()) {
        return Ok(());
    }
    let erreur = Erreur::nouvelle("cargo-mutants n'est pas installé");
    Err(erreur.avec_remede("cargo install --locked cargo-mutants"))
}

/// Lance cargo-mutants sur une solution. Sans base : l'audit a déjà vu que la solution passe.
fn lancer(projet: &Projet, exercice: &Exercice) -> Resultat<Campagne> {
    let dossier = projet.memoire().join("mutants").join(exercice.paquet());
    let _ = fs::remove_dir_all(&dossier);
    fs::create_dir_all(&dossier).map_err(|source| Erreur::fichier("créer", &dossier, &source))?;
    let mut commande = cargo::commande(projet.racine());
    commande
        .args(["mutants", "--baseline=skip", "--timeout=60", "--no-shuffle"])
        .args(["--package", &exercice.paquet_de_la_solution()])
        .args(["-C", "--offline", "--output"])
        .arg(&dossier)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let echec = |source: std::io::Error| Erreur::fichier("lancer", &dossier, &source);
    let groupe = Groupe::lancer(commande).map_err(echec)?;
    groupe.attendre(None).map_err(echec)?;
    let releve = dossier.join("mutants.out/outcomes.json");
    let json = fs::read_to_string(&releve).map_err(|source| {
        Erreur::fichier("lire", &releve, &source)
            .avec_remede("cargo-mutants a-t-il pu compiler ? son journal est dans le même dossier")
    })?;
    lire(&json)
}

/// Lit le relevé de cargo-mutants.
fn lire(json: &str) -> Resultat<Campagne> {
    let releve: Value = serde_json::from_str(json).map_err(|source| {
        Erreur::nouvelle(format!("relevé de cargo-mutants illisible : {source}"))
    })?;
    let mut campagne = Campagne::default();
    for issue in releve["outcomes"].as_array().into_iter().flatten() {
        let mutant = &issue["scenario"]["Mutant"];
        if mutant.is_null() || issue["summary"] == "Unviable" {
            continue;
        }
        campagne.viables += 1;
        if issue["summary"] == "MissedMutant" {
            let texte = |valeur: &Value| valeur.as_str().unwrap_or_default().replace('\\', "/");
            campagne.survivants.push(Mutant {
                nom: texte(&mutant["name"]),
                fichier: texte(&mutant["file"]),
                ligne: mutant["span"]["start"]["line"].as_u64().unwrap_or(0) as usize,
            });
        }
    }
    Ok(campagne)
}

/// La solution dit-elle, juste au-dessus de la ligne, que ce changement n'en est pas un ?
fn est_equivalent(projet: &Projet, mutant: &Mutant) -> bool {
    let source = fs::read_to_string(projet.chemin(&mutant.fichier)).unwrap_or_default();
    excuse(&source, mutant)
}

/// Le commentaire nomme le changement : `replace | with ^` s'y lit `` `^` au lieu de `|` ``.
fn excuse(source: &str, mutant: &Mutant) -> bool {
    let Some((ancien, nouveau)) = mutant
        .nom
        .split_once("replace ")
        .and_then(|(_, suite)| suite.split_once(" with "))
    else {
        return false;
    };
    let nouveau = nouveau.split(" in ").next().unwrap_or(nouveau);
    let phrase = format!("Mutant équivalent : `{nouveau}` au lieu de `{ancien}`");
    let debut = mutant.ligne.saturating_sub(1);
    let lignes: Vec<&str> = source.lines().take(debut).collect();
    // Le commentaire peut tenir sur plusieurs lignes.
    let au_dessus = lignes
        .iter()
        .rev()
        .take_while(|ligne| ligne.trim_start().starts_with("//"));
    let mut commentaire: Vec<&str> = au_dessus.copied().collect();
    commentaire.reverse();
    commentaire.join("\n").contains(&phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant(nom: &str, ligne: usize) -> Mutant {
        Mutant {
            nom: nom.to_owned(),
            fichier: "solutions/x.rs".to_owned(),
            ligne,
        }
    }

    /// Un relevé réduit à ce que cargo-mutants 27 écrit et que l'audit lit.
    const RELEVE: &str = r#"{"outcomes": [
        {"scenario": "Baseline", "summary": "Success"},
        {"scenario": {"Mutant": {"name": "solutions\\x.rs:3:5: replace * with +", "file": "solutions\\x.rs", "span": {"start": {"line": 3, "column": 5}}}}, "summary": "MissedMutant"},
        {"scenario": {"Mutant": {"name": "b", "file": "x.rs", "span": {"start": {"line": 4, "column": 5}}}}, "summary": "CaughtMutant"},
        {"scenario": {"Mutant": {"name": "c", "file": "x.rs", "span": {"start": {"line": 5, "column": 5}}}}, "summary": "Unviable"}
    ]}"#;

    #[test]
    fn le_releve_compte_les_viables_et_garde_les_survivants() {
        let campagne = lire(RELEVE).expect("un relevé");
        assert_eq!(campagne.viables, 2);
        assert_eq!(
            campagne.survivants,
            [mutant("solutions/x.rs:3:5: replace * with +", 3)]
        );
        assert!(lire("{").is_err());
    }

    #[test]
    fn un_equivalent_se_nomme_juste_au_dessus() {
        let source = "fn f() {\n    // Mutant équivalent : `^` au lieu de `|`, aucun bit\n    // n'est commun.\n    a | b\n}\n";
        assert!(excuse(source, &mutant("replace | with ^ in f", 4)));
        assert!(excuse(source, &mutant("replace | with ^", 4)));
        // Un autre changement, ou une autre ligne, n'est pas excusé.
        assert!(!excuse(source, &mutant("replace | with & in f", 4)));
        assert!(!excuse(source, &mutant("replace | with ^ in f", 5)));
        assert!(!excuse(source, &mutant("sans forme connue", 4)));
    }
}
