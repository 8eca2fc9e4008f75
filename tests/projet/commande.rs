//! La ligne de commande : ce que l'utilisateur lit, fixé par des instantanés en français.

use std::fs;

use crate::commun::{Essai, demander, reponse};
use verifications::instantane;

fn aide(arguments: &[&str]) -> String {
    let arret = demander(arguments).expect_err("l'aide et les erreurs arrêtent la commande");
    format!(
        "{}[code {}]",
        anstream::adapter::strip_str(&arret.text),
        arret.code
    )
}

#[test]
fn l_aide_est_en_francais() {
    let textes = [
        &["--aide"][..],
        &["-h"],
        &["indice", "--aide"],
        &["verifier", "--help"],
    ]
    .map(aide);
    assert_eq!(textes[0], textes[1]);
    instantane!(
        "aide",
        [&textes[0][..], &textes[2], &textes[3]].join("\n\n")
    );
}

#[test]
fn une_commande_mal_formee_a_son_erreur_et_son_remede() {
    let commandes = [
        &["verifer"][..],
        &["hint"],
        &["reset", "charger"],
        &["invite"],
        &["indice"],
        &["indice", "a", "b"],
        &["indice", "charger", "--tou"],
        &["livre", "--port", "abc"],
        &["livre", "--port"],
        &["livre", "--servir", "--servir"],
        &["--version"],
    ];
    let erreurs = commandes.map(|commande| format!("> {}\n{}", commande.join(" "), aide(commande)));
    instantane!("erreurs_de_commande", erreurs.join("\n\n"));
}

#[test]
fn les_verbes_de_l_eleve_du_debut_a_la_fin() {
    let essai = Essai::nouveau();
    let mut seance = String::new();
    let mut taper = |arguments: &[&str]| {
        seance.push_str(&format!(
            "> cargo atelier {}\n{}\n\n",
            arguments.join(" "),
            essai.atelier(arguments)
        ));
    };
    taper(&["liste"]);
    taper(&["indice", "double"]);
    taper(&["indice", "essai/double"]);
    taper(&["indice", "ex-essai-double", "--tous"]);
    taper(&["verifier", "double"]);
    taper(&["solution", "double"]);
    essai.ecrire("exercises/01-essai/double/src/lib.rs", &reponse("x + 3"));
    taper(&["liste"]);
    taper(&["verifier", "01-essai"]);
    taper(&["liste"]);
    essai.ecrire("exercises/01-essai/double/src/lib.rs", &reponse("x + x"));
    taper(&["verifier"]);
    taper(&["liste"]);
    taper(&["solution", "double"]);
    taper(&["verifier", "doubel"]);
    taper(&["verifier", "rien de tel"]);
    instantane!("seance", seance);
}

#[test]
fn un_nom_qui_designe_deux_exercices_demande_une_precision() {
    let essai = Essai::nouveau();
    for (place, contenu) in [
        ("README.md", "# Redoubler\n"),
        (
            "Cargo.toml",
            "[package]\nname = \"ex-essai-redouble\"\n[package.metadata.exercice]\nniveau = 1\nminutes = 5\nnotions = []\n",
        ),
    ] {
        essai.ecrire(&format!("exercises/01-essai/redouble/{place}"), contenu);
    }
    assert_eq!(
        essai.atelier(&["indice", "doub"]),
        "erreur : « doub » désigne 2 exercices\n→ précisez : essai/double, essai/redouble\n[code 2]"
    );
    // Le nom exact l'emporte sur le nom qui le contient.
    assert!(
        essai
            .atelier(&["indice", "double"])
            .starts_with("Indice 1 sur 3")
    );
}

#[test]
fn reinitialiser_garde_la_version_de_l_eleve() {
    let essai = Essai::nouveau();
    let fichier = "exercises/01-essai/double/src/lib.rs";
    let depart = fs::read_to_string(essai.chemin(fichier)).unwrap();
    assert!(
        essai
            .atelier(&["reinitialiser", "double"])
            .contains("déjà dans son état de départ")
    );

    for version in ["a", "b"] {
        essai.ecrire(fichier, version);
        assert!(
            essai
                .atelier(&["reinitialiser", "double"])
                .contains("Votre version est gardée dans")
        );
        assert_eq!(fs::read_to_string(essai.chemin(fichier)).unwrap(), depart);
    }
    // Deux fois dans la même seconde : aucune copie n'écrase l'autre.
    let dossier = fs::read_dir(essai.chemin("exercises/01-essai/double/src")).unwrap();
    let mut gardees: Vec<String> = dossier
        .map(|entree| fs::read_to_string(entree.unwrap().path()).unwrap())
        .filter(|t| t.len() == 1)
        .collect();
    gardees.sort();
    assert_eq!(gardees, ["a", "b"]);

    fs::remove_file(essai.chemin(fichier)).unwrap();
    assert!(
        essai
            .atelier(&["verifier", "double"])
            .contains("ce fichier manque\n→ cargo atelier reinitialiser essai/double")
    );
    essai.atelier(&["reinitialiser", "double"]);
    assert_eq!(fs::read_to_string(essai.chemin(fichier)).unwrap(), depart);
}

#[test]
fn un_manifeste_fautif_donne_le_fichier_la_ligne_et_le_remede() {
    let essai = Essai::nouveau();
    essai.remplacer("exercises/01-essai/double/Cargo.toml", "minutes", "minute");
    let attendu = "exercises/01-essai/double/Cargo.toml:18 : clé inconnue « minute »\n→ vouliez-vous « minutes » ?";
    assert_eq!(
        essai.atelier(&["verifier", "double"]),
        format!("erreur : {attendu}\n[code 2]")
    );
    assert!(
        essai.atelier(&["liste"]).contains(attendu),
        "la liste le signale aussi"
    );
}

#[test]
fn une_reponse_qui_ne_compile_pas_n_est_pas_une_panne() {
    let essai = Essai::nouveau();
    essai.ecrire(
        "exercises/01-essai/double/src/lib.rs",
        "pub fn double(x: i32) -> i32 { x +",
    );
    let texte = essai.atelier(&["verifier", "double"]);
    assert_eq!(
        texte,
        "essai/double — ne compile pas : le message de cargo est ci-dessus\n[code 1]"
    );
}

#[test]
fn un_exercice_illisible_n_est_pas_remplace_par_un_autre() {
    let essai = Essai::nouveau();
    let redouble = "exercises/01-essai/redouble";
    essai.ecrire(&format!("{redouble}/README.md"), "# Redoubler\n");
    essai.ecrire(&format!("{redouble}/Cargo.toml"), "[package]\nname = \"ex-essai-redouble\"\n[package.metadata.exercice]\nniveau = 1\nminutes = 5\nnotions = []\n");
    fs::remove_file(essai.chemin("exercises/01-essai/double/Cargo.toml")).unwrap();
    assert_eq!(
        essai.atelier(&["verifier", "double"]),
        "erreur : exercises/01-essai/double/Cargo.toml : impossible de lire ce fichier, il n'existe pas\n\
         → corrigez-le, ou rétablissez l'exercice : git checkout -- exercises/01-essai/double\n[code 2]"
    );
}
