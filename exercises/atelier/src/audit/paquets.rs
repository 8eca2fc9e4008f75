//! Point 4, pour un exercice : ses deux paquets. Celui de la solution est celui de l'élève, mis à
//! part ce que l'élève écrit.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::Examen;
use crate::fichiers;
use crate::manifeste::RUBRIQUE;

/// Vérifie que les deux paquets vont ensemble, et que l'élève reçoit le départ.
pub fn verifier(examen: &mut Examen) {
    manifestes(examen);
    depart(examen);
    donnes(examen);
    verifications(examen);
    fichiers_en_trop(examen);
}

/// Le manifeste de la solution : celui de l'exercice, sans ses métadonnées et sous son nom.
pub fn manifeste_de_la_solution(de_l_exercice: &str, paquet: &str, solution: &str) -> String {
    let rubrique = format!("[{RUBRIQUE}]");
    let sans = de_l_exercice.split(&rubrique).next().unwrap_or_default();
    let nom = |paquet: &str| format!("name = \"{paquet}\"");
    format!("{}\n", sans.trim_end()).replacen(&nom(paquet), &nom(solution), 1)
}

fn manifestes(examen: &mut Examen) {
    let exercice = examen.exercice;
    let (paquet, solution) = (exercice.paquet(), exercice.paquet_de_la_solution());
    let chemin = exercice.dossier().join("Cargo.toml");
    let source = unix(&fichiers::lire(&chemin).unwrap_or_default());
    if !source.contains(&format!("name = \"{paquet}\"")) {
        examen.defaut(&chemin, format!("le paquet doit s'appeler {paquet}"));
        return;
    }
    let attendu = manifeste_de_la_solution(&source, &paquet, &solution);
    let chemin = exercice.solution().join("Cargo.toml");
    let trouve = unix(&fichiers::lire(&chemin).unwrap_or_default());
    if let Some((ligne, attendue)) = premier_ecart(&trouve, &attendu) {
        let fait = format!(
            "ce manifeste doit être celui de l'exercice, au nom près et sans [{RUBRIQUE}] ; ici : {attendue}"
        );
        examen.defaut_a(&chemin, ligne, fait);
    }
}

/// La première ligne où `trouve` s'écarte d'`attendu`, et ce qui y est attendu.
fn premier_ecart(trouve: &str, attendu: &str) -> Option<(usize, String)> {
    let (mut trouvees, mut attendues) = (trouve.lines(), attendu.lines());
    for ligne in 1.. {
        match (trouvees.next(), attendues.next()) {
            (None, None) => return None,
            (trouvee, attendue) if trouvee == attendue => {}
            (_, Some(attendue)) => return Some((ligne, attendue.to_owned())),
            (_, None) => return Some((ligne, "rien de plus".to_owned())),
        }
    }
    None
}

/// Ce que l'élève reçoit est le départ, à l'octet près.
fn depart(examen: &mut Examen) {
    let exercice = examen.exercice;
    for fichier in &exercice.manifeste.fichiers {
        let (ici, depart) = (
            exercice.dossier().join(fichier),
            exercice.depart().join(fichier),
        );
        if fs::read(&depart).is_err() {
            let fait =
                "le fichier de départ manque : « reinitialiser » ne pourrait pas le remettre";
            examen.defaut(&depart, fait);
        } else if fs::read(&ici).ok() != fs::read(&depart).ok() {
            let fait = format!(
                "ce fichier n'est pas le départ, {}",
                examen.projet.affiche(&depart)
            );
            examen.defaut(&ici, fait);
        }
        let solution = exercice.solution().join(fichier);
        if !solution.is_file() {
            let fait = "la solution n'a pas ce fichier, que l'exercice fait écrire";
            examen.defaut(&solution, fait);
        }
    }
    for present in places(&exercice.depart()) {
        if !exercice.manifeste.fichiers.contains(&present) {
            let fait = "l'élève n'écrit pas ce fichier : il n'a pas de départ";
            examen.defaut(&exercice.depart().join(present), fait);
        }
    }
}

/// Ce que l'élève reçoit tout fait, protocole ou données, est le même pour la solution.
fn donnes(examen: &mut Examen) {
    let exercice = examen.exercice;
    let a_part = |place: &String| {
        exercice.manifeste.fichiers.contains(place)
            || ["erreurs/", "depart/"]
                .iter()
                .any(|debut| place.starts_with(debut))
            || matches!(
                place.as_str(),
                "Cargo.toml" | "README.md" | "indices.md" | "tests/verification.rs"
            )
            || place.ends_with("/Cargo.lock")
    };
    let (ici, la) = (exercice.dossier(), exercice.solution());
    let donnes: BTreeSet<String> = places(&ici).into_iter().chain(places(&la)).collect();
    for place in donnes.iter().filter(|place| !a_part(place)) {
        if fs::read(ici.join(place)).ok() != fs::read(la.join(place)).ok() {
            let fait = format!(
                "ce fichier est donné : il doit être le même que {}, ou être dans « fichiers »",
                examen.projet.affiche(&ici.join(place))
            );
            examen.defaut(&la.join(place), fait);
        }
    }
}

/// Les deux vérifications ne diffèrent que par le paquet qu'elles prennent pour sujet.
fn verifications(examen: &mut Examen) {
    let exercice = examen.exercice;
    for (dossier, paquet) in [
        (exercice.dossier(), exercice.paquet()),
        (exercice.solution(), exercice.paquet_de_la_solution()),
    ] {
        let chemin = dossier.join("tests/verification.rs");
        let lignes = verification(&exercice.cle(), &paquet);
        let source = fichiers::lire(&chemin).unwrap_or_default();
        let code: Vec<&str> = source
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty() && !l.starts_with("//"))
            .collect();
        if code != lignes {
            let fait = format!("la vérification doit se réduire à :\n{}", lignes.join("\n"));
            examen.defaut(&chemin, fait);
        }
    }
}

/// Les lignes de code d'une vérification.
fn verification(cle: &str, paquet: &str) -> [String; 3] {
    let (_, nom) = cle.split_once('/').unwrap_or_default();
    [
        format!("use {} as sujet;", paquet.replace('-', "_")),
        format!("#[path = \"../../../../tests/{cle}.rs\"]"),
        format!("mod {};", nom.replace('-', "_")),
    ]
}

/// Les fichiers que rien n'explique.
fn fichiers_en_trop(examen: &mut Examen) {
    let exercice = examen.exercice;
    let permis = |place: &str| {
        matches!(place, "Cargo.toml" | "tests/verification.rs" | "build.rs")
            || place.starts_with("src/")
            || place.starts_with("donnees/")
            // Ce qu'un cargo lancé dans un petit paquet intérieur laisse derrière lui.
            || place.ends_with("/Cargo.lock")
    };
    let de_l_exercice = |place: &str| matches!(place, "README.md" | "indices.md");
    let de_la_solution =
        |place: &str| place.starts_with("erreurs/") || place.starts_with("depart/");
    for (racine, propre) in [
        (exercice.dossier(), &de_l_exercice as &dyn Fn(&str) -> bool),
        (exercice.solution(), &de_la_solution),
    ] {
        for place in places(&racine) {
            let declare = exercice.manifeste.fichiers.contains(&place);
            if !permis(&place) && !declare && !propre(&place) {
                let fait =
                    "fichier inattendu : déclarez-le dans « fichiers », ou rangez-le dans donnees/";
                examen.defaut(&racine.join(place), fait);
            }
        }
    }
}

/// Les fichiers sous `racine`, par leur place, sauf les copies que « reinitialiser » y a laissées.
fn places(racine: &Path) -> Vec<String> {
    let place = |fichier: &Path| {
        let relatif = fichier.strip_prefix(racine).unwrap_or(fichier);
        relatif.to_string_lossy().replace('\\', "/")
    };
    let fichiers = fichiers::sous(racine);
    let siens = fichiers
        .iter()
        .filter(|fichier| !fichiers::est_une_copie(&fichiers::nom(fichier)));
    siens.map(|fichier| place(fichier)).collect()
}

/// Sous Windows, git pose parfois des fins de ligne `\r\n`.
fn unix(texte: &str) -> String {
    texte.replace("\r\n", "\n")
}
