//! Les réponses fausses : leurs pages, les erreurs qu'elles appellent, et l'établi où on les
//! corrige.

use std::fs;

use atelier::catalogue::Catalogue;
use atelier::{Projet, livre, reponse};
use verifications::instantane;

use crate::commun::{Essai, reponse as texte};
use crate::racine;

const SOLUTION: &str = "solutions/01-essai/double";
const PAGE: &str = "solutions/01-essai/double/erreurs/sans_signe.md";
const ETABLI: &str = "target/atelier/erreurs/01-essai/double/sans_signe/src/lib.rs";

fn lire(essai: &Essai, place: &str) -> String {
    fs::read_to_string(essai.chemin(place)).expect("le fichier existe")
}

#[test]
fn une_page_fautive_dit_sa_ligne_et_son_remede() {
    let sain = lire(&Essai::nouveau(), PAGE);
    let change = |ancien: &str, nouveau: &str| {
        assert!(sain.contains(ancien), "« {ancien} » n'est pas dans la page");
        sain.replace(ancien, nouveau)
    };
    let vers = |fichier: &str| change("src/lib.rs", fichier);
    let (tete, _) = sain.split_once("```diff").expect("la page a un diff");
    let pages = [
        ("sans titre", change("# Le signe", "Le signe")),
        (
            "sans test",
            change("`moins_deux_devient_moins_quatre`", "rien"),
        ),
        ("sans « Attrapée par »", change("Attrapée par", "Prise par")),
        ("sans bloc", tete.to_owned()),
        (
            "bloc ouvert",
            sain.trim_end().trim_end_matches('`').to_owned(),
        ),
        ("hors de l'exercice", vers("../autre/src/lib.rs")),
        ("chemin absolu", vers("/etc/hosts")),
        ("chemin de Windows", vers("C:\\essai\\lib.rs")),
        ("fichier inconnu", vers("src/autre.rs")),
        ("fichier donné", vers("tests/verification.rs")),
        ("préfixes de git", change("--- src", "--- a/src")),
        (
            "fichier supprimé",
            change("+++ src/lib.rs", "+++ /dev/null"),
        ),
        ("fichier présent", change("--- src/lib.rs", "--- /dev/null")),
        ("sans fichier", change("--- src/lib.rs\n", "")),
        ("sans morceau", change("@@ -4,5 +4,5 @@", "")),
        (
            "diff vide",
            format!("{tete}```diff\n--- src/lib.rs\n+++ src/lib.rs\n```\n"),
        ),
        ("compte faux", change("-4,5 +4,5", "-4,6 +4,5")),
        ("ligne étrangère", change("\n pub fn", "\npub fn")),
        ("rien ne change", change("2 * x.abs()", "2 * x")),
        (
            "contexte disparu",
            change(" /// Le double", " /// Le triple"),
        ),
        (
            "lignes séparées",
            change(" pub fn double(x: i32) -> i32 {\n", " }\n"),
        ),
    ];
    let essai = Essai::nouveau();
    let refus = pages.map(|(faute, page)| {
        essai.ecrire(PAGE, &page);
        let refus = essai.atelier(&["erreur", "double", "sans_signe", "--essayer"]);
        assert!(refus.ends_with("[code 2]"), "{faute} :\n{refus}\n{page}");
        format!("> {faute}\n{}", refus.trim_end_matches("\n[code 2]"))
    });
    instantane!("pages_refusees", refus.join("\n\n"));
}

/// Toutes celles du projet : une solution qui change ne doit laisser aucune page en arrière.
#[test]
fn chaque_reponse_fausse_s_applique_a_la_solution() {
    let projet = Projet::a(racine());
    let mut refus = Vec::new();
    for exercice in &Catalogue::lire(&projet).exercices {
        for page in reponse::pages(exercice) {
            let fichiers = reponse::fichiers(&projet, exercice, &page);
            refus.extend(fichiers.err().map(|erreur| erreur.to_string()));
        }
    }
    assert!(refus.is_empty(), "{}", refus.join("\n\n"));
}

#[test]
fn un_nom_de_reponse_est_un_nom_de_fichier_simple() {
    let essai = Essai::nouveau();
    for nom in ["../double", "été", "Sans-Signe", "", "_x"] {
        let refus = essai.atelier(&["erreur", "double", nom]);
        assert!(
            refus.contains("ne peut pas nommer une réponse fausse"),
            "{nom} : {refus}"
        );
    }
    // Le chemin de la page désigne la réponse aussi bien que son nom.
    let pose = essai.atelier(&["erreur", "double", PAGE]);
    assert!(pose.starts_with("sans_signe est posée"), "{pose}");
    // Un nom à peine différent : peut-être une faute de frappe.
    let pose = essai.atelier(&["erreur", "double", "sans_signes"]);
    assert!(
        pose.contains("Vouliez-vous sans_signe, qui existe déjà ?"),
        "{pose}"
    );
}

#[test]
fn une_reponse_se_pose_s_essaie_se_corrige_et_s_enregistre() {
    let essai = Essai::nouveau();
    let mut seance = String::new();
    let mut taper = |arguments: &[&str]| {
        let dit = essai.atelier(&[&["erreur"], arguments].concat());
        seance.push_str(&format!(
            "> cargo atelier erreur {}\n{dit}\n\n",
            arguments.join(" ")
        ));
    };
    let avant = lire(&essai, PAGE);
    taper(&["double"]);
    taper(&["double", "sans_signe"]);
    assert_eq!(lire(&essai, ETABLI), texte("2 * x.abs()"));
    // Enregistrer ce qui vient d'être posé ne change rien à la page, pas même son diff.
    taper(&["double", "sans_signe", "--enregistrer"]);
    assert_eq!(lire(&essai, PAGE), avant);

    // La correction change de tests : la page garde les siens, et la commande dit les bons.
    essai.ecrire(ETABLI, &texte("3*x"));
    taper(&["double", "sans_signe", "--essayer"]);
    taper(&["double", "sans_signe", "--enregistrer"]);
    assert_eq!(lire(&essai, PAGE), avant.replace("2 * x.abs()", "3 * x"));

    // Une réponse nouvelle : une ébauche, avec les tests qui l'attrapent.
    taper(&["double", "constante"]);
    essai.ecrire(
        &ETABLI.replace("sans_signe", "constante"),
        &texte("x.min(0) * 2"),
    );
    taper(&["double", "constante", "--enregistrer"]);
    taper(&["double", "inconnue", "--essayer"]);
    seance.push_str(&lire(&essai, &PAGE.replace("sans_signe", "constante")));
    instantane!("erreur", seance);
}

#[test]
fn rien_n_est_ecrase_ni_ecrit_a_moitie() {
    let essai = Essai::nouveau();
    let avant = lire(&essai, PAGE);
    let poser = || essai.atelier(&["erreur", "double", "sans_signe"]);
    let refuse = |attendu: &str| {
        let dit = essai.atelier(&["erreur", "double", "sans_signe", "--enregistrer"]);
        assert!(
            dit.contains(attendu) && dit.ends_with("[code 2]"),
            "« {attendu} » :\n{dit}"
        );
        assert_eq!(lire(&essai, PAGE), avant);
        let pages = fs::read_dir(essai.chemin(&format!("{SOLUTION}/erreurs"))).unwrap();
        assert_eq!(pages.count(), 2, "ni page provisoire, ni page nouvelle");
    };
    refuse("aucune réponse « sans_signe » n'est posée");
    poser();
    essai.ecrire(ETABLI, &texte("2 * x"));
    refuse("la réponse posée est la solution de référence");
    essai.ecrire(ETABLI, &texte("2 * y"));
    refuse("la réponse fausse ne compile pas\nerror[E0425]");
    essai.ecrire(ETABLI, &texte("7 * x"));
    assert!(poser().contains("porte vos corrections"));
    assert_eq!(lire(&essai, ETABLI), texte("7 * x"));

    // La solution change sous une réponse posée : l'enregistrer déferait ce changement.
    let solution = format!("{SOLUTION}/src/lib.rs");
    essai.remplacer(&solution, "Solution :", "La solution :");
    refuse("la solution de référence a changé depuis que « sans_signe » est posée");
    essai.remplacer(&solution, "La solution :", "Solution :");
    fs::remove_file(essai.chemin(ETABLI)).unwrap();
    essai.ecrire(&ETABLI.replace("lib", "autre"), "//! Autre.\n");
    refuse("src/lib.rs : ce fichier manque");
}

#[test]
fn une_page_changee_sous_une_reponse_posee_n_est_pas_ecrasee() {
    let essai = Essai::nouveau();
    essai.atelier(&["erreur", "double", "sans_signe"]);
    essai.ecrire(ETABLI, &texte("7 * x"));
    essai.remplacer(PAGE, "+    2 * x.abs()", "+    5 * x");
    let avant = lire(&essai, PAGE);
    let dit = essai.atelier(&["erreur", "double", "sans_signe", "--enregistrer"]);
    assert!(dit.contains("la page a changé depuis"), "{dit}");
    assert_eq!(lire(&essai, PAGE), avant);
}

#[test]
fn une_reponse_qui_ne_s_applique_plus_se_pose_et_montre_le_reste() {
    let essai = Essai::nouveau();
    essai.remplacer(&format!("{SOLUTION}/src/lib.rs"), "2 * x", "x * 2");
    let dit = essai.atelier(&["erreur", "double", "sans_signe"]);
    for attendu in [
        "ne s'applique plus, reportez-le",
        "@@ -4,5 +4,5 @@",
        "+    2 * x.abs()",
    ] {
        assert!(dit.contains(attendu), "« {attendu} » :\n{dit}");
    }
    assert_eq!(lire(&essai, ETABLI), texte("x * 2"));
}

/// Un dépôt cloné sous Windows peut avoir des fins de ligne `\r\n`, dans la solution, dans la
/// page, ou dans les deux.
#[test]
fn les_fins_de_ligne_de_windows_ne_changent_rien() {
    let solution = format!("{SOLUTION}/src/lib.rs");
    for convertis in [vec![PAGE], vec![&solution], vec![PAGE, &solution]] {
        let essai = Essai::nouveau();
        for place in convertis {
            essai.remplacer(place, "\n", "\r\n");
        }
        let catalogue = Catalogue::lire(&essai.projet());
        let page = essai.chemin(PAGE);
        let fichiers = reponse::fichiers(&essai.projet(), &catalogue.exercices[0], &page);
        let attendu = texte("2 * x.abs()").into_bytes();
        assert_eq!(fichiers.expect("la page s'applique")["src/lib.rs"], attendu);
        // Posée, passée elle aussi à \r\n par un éditeur, elle ne compte pas pour corrigée.
        essai.atelier(&["erreur", "double", "sans_signe"]);
        essai.remplacer(ETABLI, "\n", "\r\n");
        let dit = essai.atelier(&["erreur", "double", "sans_signe"]);
        assert!(dit.starts_with("sans_signe est posée"), "{dit}");
    }
}

/// Un fichier qui contient des clôtures, un fichier nouveau, une ligne vide à la fin du contexte :
/// la page les redonne à l'octet près.
#[test]
fn une_reponse_a_plusieurs_fichiers_se_retrouve() {
    let essai = Essai::nouveau();
    let dossier = "target/atelier/erreurs/01-essai/double/plusieurs";
    essai.atelier(&["erreur", "double", "plusieurs"]);
    let principal = texte("aide::double(x)").replace(
        "\n///",
        "\nmod aide;\n\n/// ```\n/// let x = 1;\n/// ```\n///",
    );
    let aide = "//! Une aide.\n\n/// ````\n/// Un bloc.\n/// ````\npub fn double(x: i32) -> i32 {\n    x + 2\n}\n";
    essai.ecrire(&format!("{dossier}/src/lib.rs"), &principal);
    essai.ecrire(&format!("{dossier}/src/aide.rs"), aide);
    let dit = essai.atelier(&["erreur", "double", "plusieurs", "--enregistrer"]);
    assert!(dit.ends_with("[code 0]"), "{dit}");
    let page = essai.chemin(&format!("{SOLUTION}/erreurs/plusieurs.md"));
    let catalogue = Catalogue::lire(&essai.projet());
    let fichiers = reponse::fichiers(&essai.projet(), &catalogue.exercices[0], &page).unwrap();
    assert_eq!(fichiers["src/lib.rs"], principal.into_bytes());
    assert_eq!(fichiers["src/aide.rs"], aide.as_bytes());
}

#[test]
fn la_page_de_l_exercice_montre_ses_fautes_repliees() {
    let essai = Essai::nouveau();
    essai.remplacer(PAGE, "# Le signe est perdu", "# `abs` perd le signe");
    let catalogue = Catalogue::lire(&essai.projet());
    let page = livre::carte::page(&essai.projet(), &catalogue.exercices[0]).unwrap();
    for attendu in [
        "## Les fautes fréquentes",
        "<details class=\"fautes\" data-exercice=\"01-essai/double\">",
        "<summary><code>abs</code> perd le signe</summary>",
        "- Moins deux devient moins quatre.",
        "- Trois devient six.",
        "```diff\n--- src/lib.rs",
    ] {
        assert!(page.contains(attendu), "« {attendu} » :\n{page}");
    }
}
