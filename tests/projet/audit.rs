//! L'audit : il est vert sur un matériel sain, et chaque défaut le rend rouge.

use std::fs;

use atelier::audit;
use atelier::catalogue::Catalogue;

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

/// La même chose, pour ce qui se voit à la lecture : rien n'est compilé.
#[track_caller]
fn a_la_lecture(abimer: impl FnOnce(&Essai), attendu: &str) {
    let essai = Essai::nouveau();
    abimer(&essai);
    let projet = essai.projet();
    let catalogue = Catalogue::lire(&projet);
    let mut defauts = audit::arbres::verifier(&projet, &catalogue);
    let exercices = catalogue.exercices.iter();
    defauts.extend(exercices.flat_map(|exercice| audit::a_la_lecture(&projet, exercice)));
    let dits: Vec<String> = defauts
        .iter()
        .map(|defaut| format!("{}\n{}", defaut.lieu, defaut.fait))
        .collect();
    let dits = dits.join("\n");
    assert!(
        dits.contains(attendu),
        "« {attendu} » n'est pas dans :\n{dits}"
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
fn un_indice_fautif_se_voit() {
    const PISTE: &str = "ce à quoi il faut penser. Une multiplication.";
    let place = format!("{EXERCICE}/indices.md");
    let indices = |ancien: &'static str, nouveau: &'static str| {
        let place = place.clone();
        move |essai: &Essai| essai.remplacer(&place, ancien, nouveau)
    };
    a_la_lecture(
        |essai| fs::remove_file(essai.chemin(&place)).unwrap(),
        "indices.md\nimpossible de lire ce fichier, il n'existe pas\n→ écrivez-y les indices",
    );
    a_la_lecture(
        indices("## Une question\n", "# Indices\n"),
        "indices.md:1\nce texte n'appartient à aucun indice",
    );
    a_la_lecture(
        indices("trois ?", "trois."),
        "le premier indice doit être une question",
    );
    a_la_lecture(
        indices("## Une piste\n", ""),
        "il faut au moins trois indices",
    );
    a_la_lecture(
        indices(PISTE, ""),
        "indices.md:5\nl'indice « Une piste » n'a pas de texte",
    );
    a_la_lecture(
        indices(PISTE, "```rust\n2 * x\n```"),
        "indices.md:7\nce code est tapé, donc jamais compilé",
    );
    a_la_lecture(
        indices("lib.rs:corps", "lib.rs:milieu"),
        "indices.md:13\nl'ancre « milieu » n'est pas dans src/lib.rs, ou n'y est pas fermée\n→ ses ancres sont : corps",
    );
    a_la_lecture(
        indices("src/lib.rs:corps", "../double/src/lib.rs:corps"),
        "n'est pas un fichier de la solution",
    );
    a_la_lecture(
        indices(
            "{{#solution src/lib.rs:corps}}",
            "```\n{{#solution src/lib.rs:corps}}\n```",
        ),
        "{{#solution …}} doit être seul sur sa ligne, hors de tout bloc de code",
    );
    a_la_lecture(
        |essai| essai.remplacer(&format!("{SOLUTION}/src/lib.rs"), "    2 * x\n", ""),
        "l'ancre « corps » de src/lib.rs est vide",
    );
}

#[test]
fn un_miroir_brise_se_voit() {
    a_la_lecture(
        |essai| {
            fs::rename(
                essai.chemin("tests/01-essai/double.rs"),
                essai.chemin("tests/01-essai/doublé.rs"),
            )
            .unwrap();
        },
        "ce contrôle n'a pas d'exercice",
    );
    a_la_lecture(
        |essai| essai.ecrire("solutions/01-essai/triple/src/lib.rs", ""),
        "pas d'exercice de ce nom",
    );
    a_la_lecture(
        |essai| essai.remplacer(&format!("{EXERCICE}/src/lib.rs"), "todo!", "unimplemented!"),
        "ce fichier n'est pas le départ",
    );
    a_la_lecture(
        |essai| essai.ecrire(&format!("{EXERCICE}/notes.txt"), "x"),
        "fichier inattendu",
    );
    a_la_lecture(
        |essai| {
            essai.ecrire(
                "tests/01-essai/snapshots/verification__double__vieux.snap",
                "---\n---\nx\n",
            );
        },
        "aucun contrôle ne demande cet instantané",
    );
    a_la_lecture(
        |essai| {
            essai.remplacer(
                "tests/01-essai/double.rs",
                "use super",
                "// instantane!(\"manquant\", x)\nuse super",
            );
        },
        "le contrôle demande cet instantané, qui n'existe pas",
    );
    a_la_lecture(
        |essai| {
            essai.remplacer(
                &format!("{SOLUTION}/Cargo.toml"),
                "doctest = false",
                "doctest = false\n\n[features]\nplus = []",
            );
        },
        "Cargo.toml:13\nce manifeste doit être celui de l'exercice, au nom près et sans [package.metadata.exercice] ; ici : [lints]",
    );
}

#[test]
fn un_titre_recopie_autrement_se_voit() {
    a_la_lecture(
        |essai| essai.remplacer(&format!("{EXERCICE}/README.md"), "# Doubler", "# Tripler"),
        "book/src/SUMMARY.md:6\nl'entrée ne reprend pas le titre de l'énoncé ; écrivez - [Exercice : tripler un nombre](01-essai/double.md)",
    );
    for (place, ancien, attendu) in [
        (
            "exercises/01-essai/double/src/lib.rs",
            "doubler",
            "//! Exercice : doubler un nombre. L'énoncé est dans README.md.",
        ),
        (
            "solutions/01-essai/double/src/lib.rs",
            "doubler",
            "//! Solution : doubler un nombre.",
        ),
        (
            "tests/01-essai/double.rs",
            "`essai/double`",
            "//! Ce que l'exercice `essai/double` doit garantir",
        ),
    ] {
        a_la_lecture(
            |essai| essai.remplacer(place, ancien, "autre chose"),
            attendu,
        );
    }
    a_la_lecture(
        |essai| essai.remplacer("book/src/01-essai/index.md", "exercices", "exercice"),
        "la page du chapitre doit montrer ses exercices : ajoutez {{#exercices 01-essai}}",
    );
}

/// Ce que l'élève reçoit tout fait ne peut pas dériver en silence.
#[test]
fn un_fichier_donne_qui_differe_se_voit() {
    let donnes = |ici: &'static str, la: &'static str| {
        move |essai: &Essai| {
            essai.ecrire(&format!("{EXERCICE}/src/protocole.rs"), ici);
            essai.ecrire(&format!("{SOLUTION}/src/protocole.rs"), la);
        }
    };
    a_la_lecture(
        donnes("//! Un.\n", "//! Deux.\n"),
        "ce fichier est donné : il doit être le même",
    );
    a_la_lecture(
        |essai| essai.ecrire(&format!("{SOLUTION}/donnees/liste.txt"), "x"),
        "ce fichier est donné : il doit être le même",
    );
    a_la_lecture(
        |essai| essai.ecrire(&format!("{SOLUTION}/depart/src/autre.rs"), "//! Autre.\n"),
        "l'élève n'écrit pas ce fichier : il n'a pas de départ",
    );
}

#[test]
fn un_test_sans_phrase_ou_un_controle_trop_long_se_voit() {
    let controle = "tests/01-essai/double.rs";
    a_la_lecture(
        |essai| essai.remplacer(controle, "/// Trois devient six.\n", ""),
        "le test trois_devient_six n'a pas sa phrase",
    );
    a_la_lecture(
        |essai| essai.remplacer(controle, "/// Trois devient six.", "/// trois devient six"),
        "la phrase du test trois_devient_six doit commencer par une majuscule et finir par un point",
    );
    a_la_lecture(
        |essai| {
            let long = "\n".repeat(150);
            essai.ecrire(
                "tests/01-essai/double/etape.rs",
                &format!("//! Une étape.{long}"),
            );
        },
        "tests/01-essai/double/etape.rs\n150 lignes",
    );
}

#[test]
fn une_source_mal_mise_en_forme_se_voit() {
    let lecture = |abimer: &dyn Fn(&Essai)| {
        let essai = Essai::nouveau();
        abimer(&essai);
        essai.atelier(&["audit", "double", "--lecture"])
    };
    let depart = |essai: &Essai| {
        for place in [
            format!("{EXERCICE}/src/lib.rs"),
            format!("{SOLUTION}/depart/src/lib.rs"),
        ] {
            essai.remplacer(&place, "    todo!", "  todo!");
        }
    };
    assert!(lecture(&depart).contains("depart/src/lib.rs\n      rustfmt le refuse"));
    let reponse = |essai: &Essai| {
        essai.remplacer(
            &format!("{SOLUTION}/erreurs/sans_signe.md"),
            "2 * x.abs()",
            "2*x.abs()",
        );
    };
    assert!(lecture(&reponse).contains("rustfmt refuse la réponse que donne cette page"));
    assert!(lecture(&|_| ()).ends_with("1 exercice(s), 0 défaut(s)\n[code 0]"));
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
    a_la_lecture(
        |essai| essai.ecrire("book/src/01-essai/double.md", "# Doubler\n"),
        "cette page doit contenir {{#exercice 01-essai/double}}",
    );
}
