//! L'audit, pour ce qui se voit à la lecture : chaque défaut est dit à sa place, sans rien compiler.

use std::fs;

use atelier::audit;
use atelier::catalogue::Catalogue;

use crate::commun::Essai;

const EXERCICE: &str = "exercises/01-essai/double";
const SOLUTION: &str = "solutions/01-essai/double";

/// La lecture du projet d'essai après `abimer` doit dire `attendu`.
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
    a_la_lecture(
        |essai| essai.ecrire("book/src/01-essai/double.md", "# Doubler\n"),
        "cette page doit contenir {{#exercice 01-essai/double}}",
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

/// Qui essaie l'exercice puis le remet au départ garde sa version à côté : ce n'est pas un défaut.
#[test]
fn une_copie_de_l_eleve_n_est_pas_un_defaut() {
    let essai = Essai::nouveau();
    essai.ecrire(&format!("{EXERCICE}/src/lib.rs"), "pub fn double( ) {}\n");
    essai.atelier(&["reinitialiser", "double"]);
    let rapport = essai.atelier(&["audit", "double", "--lecture"]);
    assert!(
        rapport.ends_with("1 exercice(s), 0 défaut(s)\n[code 0]"),
        "{rapport}"
    );
}
