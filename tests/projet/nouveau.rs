//! Un exercice neuf : complet, audité, retiré sans reste s'il ne peut pas être écrit.

use std::collections::BTreeMap;
use std::fs;

use atelier::fichiers;
use verifications::instantane;

use crate::commun::Essai;

/// Tous les fichiers du projet d'essai, sauf ce que cargo et l'atelier en font.
fn arbre(essai: &Essai) -> BTreeMap<String, Vec<u8>> {
    let racine = essai.chemin("");
    let lire = |chemin: std::path::PathBuf| {
        let place = chemin.strip_prefix(&racine).unwrap().display().to_string();
        (place.replace('\\', "/"), fs::read(chemin).unwrap())
    };
    let fichiers = fichiers::sous(&racine).into_iter().map(lire);
    fichiers
        .filter(|(place, _)| place != "Cargo.lock")
        .collect()
}

#[test]
fn un_exercice_neuf_ne_laisse_que_ce_qu_il_reste_a_ecrire() {
    let essai = Essai::nouveau();
    let avant = arbre(&essai);
    let dit = essai.atelier(&[
        "nouveau",
        "essai/tri-stable",
        "--titre",
        "Trier sans déranger",
    ]);
    instantane!("nouveau", dit);

    // Ce qui était à écrire l'est : l'audit du projet entier est vert.
    let neufs = arbre(&essai);
    for (place, contenu) in neufs
        .iter()
        .filter(|(place, _)| !avant.contains_key(*place))
    {
        let texte = String::from_utf8(contenu.clone()).unwrap();
        essai.ecrire(place, &texte.replace("À ÉCRIRE : ", ""));
    }
    let rapport = essai.atelier(&["audit"]);
    assert!(
        rapport.ends_with("2 exercice(s), 0 défaut(s)\n[code 0]"),
        "{rapport}"
    );

    // Les fichiers d'avant sont intacts, sommaire mis à part : il a une ligne de plus.
    for (place, contenu) in &avant {
        if place != "book/src/SUMMARY.md" {
            assert_eq!(neufs[place], *contenu, "{place}");
        }
    }
    let sommaire = String::from_utf8(neufs["book/src/SUMMARY.md"].clone()).unwrap();
    assert!(
        sommaire.ends_with(
            "(01-essai/double.md)\n  - [Exercice : trier sans déranger](01-essai/tri-stable.md)\n"
        ),
        "{sommaire}"
    );
}

#[test]
fn une_marque_oubliee_ne_se_publie_pas() {
    let essai = Essai::nouveau();
    essai.remplacer(
        "tests/01-essai/double.rs",
        "// un test",
        "// À ÉCRIRE : un test",
    );
    let rapport = essai.atelier(&["audit", "double", "--lecture"]);
    assert!(
        rapport.contains("✎ reste à écrire\n    tests/01-essai/double.rs:5\n      À ÉCRIRE : un test par propriété")
            && rapport.ends_with("1 exercice(s), 0 défaut(s), 1 ligne(s) à écrire\n[code 1]"),
        "{rapport}"
    );
}

#[test]
fn une_cle_qui_ne_convient_pas_a_son_remede_et_rien_n_est_ecrit() {
    let essai = Essai::nouveau();
    let avant = arbre(&essai);
    let mut refus = String::new();
    for arguments in [
        &["01-essai/double"][..],
        &["essai/double"],
        &["09-absent/nom"],
        &["nom"],
        &["01-essai/"],
        &["01-essai/a/b"],
        &["01-essai/Poignée de main"],
        &["01-essai/Double"],
        &["01-essai/été"],
        &["01-essai/α"],
        &["01-essai/../../ailleurs"],
        &["01-essai/match"],
        &["01-essai/un-nom-si-long-qu-aucune-adresse-ne-le-supporte"],
        &["01-essai/nom", "--titre", " "],
        &["01-essai/nom", "--titre", "Un [lien]"],
    ] {
        let dit = essai.atelier(&[&["nouveau"], arguments].concat());
        assert!(dit.ends_with("[code 2]"), "{dit}");
        refus.push_str(&format!("> {}\n{dit}\n\n", arguments.join(" ")));
    }
    instantane!("nouveau_refus", refus.trim_end());
    assert_eq!(arbre(&essai), avant);
}

#[test]
fn un_echec_defait_ce_qui_etait_ecrit() {
    let essai = Essai::nouveau();
    // Le sommaire, écrit en dernier, ne peut pas l'être.
    fs::create_dir(essai.chemin("book/src/SUMMARY.md.nouveau")).unwrap();
    let avant = arbre(&essai);
    let dit = essai.atelier(&["nouveau", "01-essai/triple"]);
    assert!(
        dit.starts_with("erreur : …/book/src/SUMMARY.md")
            || dit.starts_with("erreur : book/src/SUMMARY.md"),
        "{dit}"
    );
    assert_eq!(arbre(&essai), avant);
    assert!(!essai.chemin("exercises/01-essai/triple").exists());

    // Un fichier là où il faudrait un dossier : rien n'est laissé non plus.
    fs::remove_dir(essai.chemin("book/src/SUMMARY.md.nouveau")).unwrap();
    fs::remove_dir_all(essai.chemin("tests/01-essai")).unwrap();
    essai.ecrire("tests/01-essai", "x");
    let avant = arbre(&essai);
    let dit = essai.atelier(&["nouveau", "01-essai/triple"]);
    assert!(dit.ends_with("[code 2]"), "{dit}");
    assert_eq!(arbre(&essai), avant);
    assert!(!essai.chemin("solutions/01-essai/triple").exists());
}

#[test]
fn les_instantanes_se_refont_par_la_solution() {
    let essai = Essai::nouveau();
    let refaire = || essai.atelier(&["instantanes", "double"]);
    assert!(refaire().starts_with("Le contrôle de essai/double ne demande aucun instantané"));

    // Ce test fait ce que fait insta : il n'écrit que si on le lui demande.
    let test = r#"// instantane!("six", texte)
/// Un instantané s'écrit.
#[test]
fn ecrit() {
    if std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
        let dossier = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/01-essai/snapshots");
        std::fs::create_dir_all(dossier).unwrap();
        std::fs::write(format!("{dossier}/verification__double__six.snap"), "6").unwrap();
    }
}

/// Trois devient six."#;
    essai.remplacer("tests/01-essai/double.rs", "/// Trois devient six.", test);
    let place = "tests/01-essai/snapshots/verification__double__six.snap";
    assert_eq!(
        refaire(),
        format!("{place} est nouveau : relisez-le\n[code 0]")
    );
    assert_eq!(refaire(), format!("{place} n'a pas changé\n[code 0]"));
    essai.ecrire(place, "5");
    assert_eq!(
        refaire(),
        format!("{place} a changé : relisez-le (git diff)\n[code 0]")
    );
}
