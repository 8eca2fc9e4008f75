//! L'audit : il est vert sur un matériel sain, et chaque défaut le rend rouge.

use std::fs;

use crate::commun::Essai;

fn auditer(essai: &Essai) -> String {
    essai.atelier(&["audit"])
}

/// L'audit du projet d'essai après `abimer` doit être rouge et dire `attendu`.
#[track_caller]
fn rouge(abimer: impl FnOnce(&Essai), attendu: &str) {
    let essai = Essai::nouveau();
    abimer(&essai);
    let rapport = auditer(&essai);
    assert!(
        rapport.ends_with("[code 1]"),
        "l'audit devait être rouge :\n{rapport}"
    );
    assert!(
        rapport.contains(attendu),
        "« {attendu} » n'est pas dans :\n{rapport}"
    );
}

const EXERCICE: &str = "exercises/01-essai/double";
const SOLUTION: &str = "solutions/01-essai/double";

#[test]
fn un_materiel_sain_est_vert() {
    let essai = Essai::nouveau();
    let rapport = auditer(&essai);
    assert!(
        rapport.contains("1 exercice(s), 0 défaut(s)") && rapport.ends_with("[code 0]"),
        "{rapport}"
    );
}

#[test]
fn une_assertion_retiree_se_voit() {
    rouge(
        |essai| {
            essai.remplacer(
                "tests/01-essai/double.rs",
                "assert_eq!(double(3), 6, \"le double de trois\");",
                "double(3);",
            );
        },
        "le test trois_devient_six devait l'attraper et ne l'attrape pas",
    );
}

#[test]
fn un_test_que_rien_n_eprouve_se_voit() {
    rouge(
        |essai| {
            essai.remplacer(
                "tests/01-essai/double.rs",
                "#[test]\nfn moins",
                "#[test]\nfn inutile() { double(0); }\n\n#[test]\nfn moins",
            );
        },
        "le test inutile n'attrape aucune réponse fausse",
    );
}

/// Un test que la machine ne peut pas lancer se signale, sans que le matériel ait tort : il
/// n'attrape rien, et rien ne lui est reproché.
#[test]
fn un_test_non_lance_se_signale_sans_rougir() {
    let essai = Essai::nouveau();
    let ignore = "#[test]\n#[cfg_attr(all(), ignore = \"l'outil manque ; pour l'installer : obtenir outil\")]\nfn moins";
    essai.remplacer("tests/01-essai/double.rs", "#[test]\nfn moins", ignore);
    let rapport = auditer(&essai);
    for attendu in [
        "sol-essai-double",
        "moins_deux_devient_moins_quatre n'est pas lancé : l'outil manque ; pour l'installer : obtenir outil",
        "1 exercice(s), 0 défaut(s), 1 test(s) non lancé(s)",
        "[code 0]",
    ] {
        assert!(rapport.contains(attendu), "« {attendu} » :\n{rapport}");
    }
    // Ce qui est lancé reste éprouvé.
    essai.remplacer(
        "tests/01-essai/double.rs",
        "assert_eq!(double(3), 6, ",
        "assert_ne!(double(3), 7, ",
    );
    let rapport = auditer(&essai);
    assert!(
        rapport.contains("le test trois_devient_six devait l'attraper"),
        "{rapport}"
    );
}

#[test]
fn un_test_ignore_partout_se_voit() {
    let abimer = |essai: &Essai| {
        essai.remplacer(
            "tests/01-essai/double.rs",
            "#[test]\nfn moins",
            "#[test]\n#[ignore = \"plus tard\"]\nfn moins",
        );
    };
    rouge(abimer, "un test ignoré partout ne vérifie rien");
}

#[test]
fn un_depart_qui_passe_ou_qui_avertit_se_voit() {
    let depart = "//! Départ.\n\n/// Le double.\npub fn double(x: i32) -> i32 {\n    let y = 1;\n    2 * x\n}\n";
    let abimer = |essai: &Essai| {
        essai.ecrire(&format!("{EXERCICE}/src/lib.rs"), depart);
        essai.ecrire(&format!("{SOLUTION}/depart/src/lib.rs"), depart);
    };
    rouge(abimer, "le test trois_devient_six passe déjà sur le départ");
    rouge(
        abimer,
        "le départ n'est pas propre : warning: unused variable: `y`",
    );
}

#[test]
fn une_solution_fausse_ou_negligee_se_voit() {
    rouge(
        |essai| essai.remplacer(&format!("{SOLUTION}/src/lib.rs"), "2 * x", "3 * x"),
        "la solution échoue",
    );
    rouge(
        |essai| essai.remplacer(&format!("{SOLUTION}/src/lib.rs"), "2 * x", "return 2 * x;"),
        "clippy : ",
    );
}

#[test]
fn une_reponse_fausse_mal_decrite_se_voit() {
    let erreur = format!("{SOLUTION}/erreurs/sans_signe.md");
    let derive = |essai: &Essai| essai.remplacer(&erreur, "moins_deux", "moins_trois");
    rouge(derive, "l'attrape aussi, et la page ne le dit pas");
    rouge(
        derive,
        "la page nomme moins_trois_devient_moins_quatre, mais aucun test ne s'appelle ainsi",
    );
    rouge(
        |essai| essai.remplacer(&erreur, "pourquoi", "À ÉCRIRE : pourquoi"),
        "À ÉCRIRE",
    );
    rouge(
        |essai| essai.remplacer(&erreur, "Attrapée par", "Prise par"),
        "la page ne nomme aucun test",
    );
    rouge(
        |essai| essai.remplacer(&erreur, "x.abs()", "x.abss()"),
        "la réponse fausse ne compile pas",
    );
    rouge(
        |essai| {
            let solution = format!("{SOLUTION}/src/lib.rs");
            essai.remplacer(&solution, "2 * x", "x * 2");
        },
        "sans_signe.md:10\n      le morceau 1 sur 1 du diff de src/lib.rs ne s'applique plus",
    );
    rouge(
        |essai| essai.ecrire(&erreur.replace("md", "rs"), "//! Attrapée par : `x`\n"),
        "une réponse fausse est une page .md, avec un diff",
    );
    rouge(
        |essai| fs::remove_file(essai.chemin(&erreur)).unwrap(),
        "1 réponse(s) fausse(s) : il en faut au moins deux",
    );
}

/// Un contrôle peut ranger ses tests dans des modules, tant que leurs noms restent uniques.
#[test]
fn deux_tests_du_meme_nom_se_voient() {
    let etape = |nom: &'static str| {
        move |essai: &Essai| {
            let controle = "tests/01-essai/double.rs";
            let module = "#[path = \"double/etape.rs\"]\nmod etape;\n";
            essai.remplacer(controle, "#[test]\nfn moins_deux_devient_moins_quatre() {\n    assert_eq!(double(-2), -4, \"le double d'un nombre négatif est négatif\");\n}\n", module);
            let test = format!(
                "//! Une étape.\nuse crate::sujet::double;\n\n/// Un nombre négatif se double.\n#[test]\nfn {nom}() {{\n    assert_eq!(double(-2), -4);\n}}\n"
            );
            essai.ecrire("tests/01-essai/double/etape.rs", &test);
        }
    };
    rouge(
        etape("trois_devient_six"),
        "deux tests s'appellent trois_devient_six",
    );
    let essai = Essai::nouveau();
    etape("moins_deux_devient_moins_quatre")(&essai);
    let rapport = auditer(&essai);
    assert!(rapport.ends_with("[code 0]"), "{rapport}");
}

#[test]
fn une_page_fautive_se_voit() {
    let page = |texte: &'static str| {
        move |essai: &Essai| {
            essai.ecrire(
                "book/src/SUMMARY.md",
                "# Sommaire\n\n[Début](debut.md)\n\n- [Page](page.md)\n- [Essai](01-essai/index.md)\n  - [Exercice : doubler un nombre](01-essai/double.md)\n",
            );
            essai.ecrire("book/src/extrait.rs", "// ANCHOR: plein\nfn f() {}\n// ANCHOR_END: plein\n// ANCHOR: vide\n// ANCHOR_END: vide\n");
            essai.ecrire("book/src/page.md", &format!("# Page\n\n{texte}\n"));
        }
    };
    rouge(
        page("```rust\n{{#include absent.rs}}\n```"),
        "le fichier absent.rs n'existe pas",
    );
    rouge(
        page("```rust\n{{#include extrait.rs:vide}}\n```"),
        "l'extrait extrait.rs:vide est vide",
    );
    rouge(
        page("```rust\n{{#include extrait.rs:nulle}}\n```"),
        "l'ancre « nulle » n'est pas dans extrait.rs",
    );
    rouge(
        page("```rust\nfn libre() {}\n```"),
        "ce code Rust n'est pas compilé",
    );
    rouge(
        page("```console\n$ ls\n```"),
        "une sortie de programme s'inclut d'un instantané",
    );
    rouge(
        page("{{#sortie 01-essai/rien cargo run}}"),
        "l'instantané vient d'un test du chapitre : existe-t-il ?",
    );
    rouge(page("[lien](nulle-part.md)"), "ne mène à aucune page");
    rouge(
        page("[lien](01-essai/double.md#nulle-part)"),
        "l'ancre n'est pas dans la page",
    );
    rouge(
        |essai| essai.ecrire("book/src/perdue.md", "# Perdue\n"),
        "cette page n'est pas au sommaire",
    );
}
