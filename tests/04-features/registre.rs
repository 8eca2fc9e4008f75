//! Ce que l'exercice `features/registre` doit garantir.

use std::path::Path;

use ch_features::combinations::{Consumer, label, powerset};
use verifications::instantane;

#[expect(
    unused_imports,
    reason = "cargo compile le sujet, combinaison par combinaison"
)]
use super::sujet as _;

const FEATURES: [&str; 3] = ["espaces", "majuscules", "compteur"];

/// Imprime le nom des modules inscrits, puis ce qu'ils font d'un texte.
const MONTRER: &str = r#"fn main() {
    for entry in sujet::entries() {
        println!("{}", entry.name);
    }
    println!("{:?}", sujet::run("un  mot"));
}
"#;

/// Compile et lance `programme`, qui dépend du paquet avec ces features et sans les autres.
/// Les lignes qu'il imprime sont la réponse.
fn consommer(nom: &str, features: &[&str], programme: &str) -> Vec<String> {
    let consommateur = Consumer {
        package: env!("CARGO_PKG_NAME"),
        path: Path::new(env!("CARGO_MANIFEST_DIR")),
        features,
        main: programme,
    };
    let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_PKG_NAME"));
    let rapport = consommateur.run(&base, nom).expect("cargo se lance");
    assert!(
        rapport.success,
        "avec les features {}, un programme qui se sert du registre échoue :\n{}",
        label(features),
        rapport.stderr
    );
    rapport.stdout.lines().map(str::to_owned).collect()
}

/// Un programme qui inscrit ses propres modules, puis imprime les noms du registre.
fn avec_inscriptions(modules: &[(&str, u32)]) -> String {
    let inscriptions = modules.iter().map(|(nom, rang)| {
        format!(
            "sujet::inventory::submit! {{ sujet::Entry::new(\"{nom}\", {rang}, str::to_owned) }}\n"
        )
    });
    let inscriptions: String = inscriptions.collect();
    format!(
        "{inscriptions}\nfn main() {{\n    for entry in sujet::entries() {{\n        \
         println!(\"{{}}\", entry.name);\n    }}\n}}\n"
    )
}

#[test]
fn sans_feature_le_registre_est_vide() {
    assert_eq!(
        consommer("montrer", &[], MONTRER),
        ["\"un  mot\""],
        "sans feature, aucun module n'est inscrit et le texte ressort tel quel"
    );
}

#[test]
fn chaque_combinaison_inscrit_ses_modules_et_eux_seuls() {
    for features in powerset(&FEATURES) {
        let mut inscrits = consommer("montrer", &features, MONTRER);
        inscrits.pop();
        // L'ordre est le sujet d'un autre test.
        inscrits.sort();
        let mut attendus = features.clone();
        attendus.sort_unstable();
        assert_eq!(
            inscrits,
            attendus,
            "features {} : le registre doit contenir les modules compilés, et eux seuls. \
             L'inscription est-elle dans le bloc que le `#[cfg]` retire ?",
            label(&features)
        );
    }
}

#[test]
fn l_ordre_suit_les_rangs() {
    instantane!("ordre", consommer("montrer", &FEATURES, MONTRER).join("\n"));
}

#[test]
fn un_module_venu_d_ailleurs_prend_sa_place() {
    let programme = avec_inscriptions(&[("tirets", 25), ("fin", 99), ("debut", 1)]);
    assert_eq!(
        consommer("ailleurs", &FEATURES, &programme),
        [
            "debut",
            "espaces",
            "majuscules",
            "tirets",
            "compteur",
            "fin"
        ],
        "un autre crate a inscrit `debut` (rang 1), `tirets` (25) et `fin` (99) : `entries` doit \
         les rendre aussi, chacun à son rang"
    );
}

#[test]
fn a_rang_egal_le_nom_departage() {
    let programme = avec_inscriptions(&[
        ("titres", 20),
        ("alineas", 20),
        ("notes", 20),
        ("listes", 20),
    ]);
    assert_eq!(
        consommer("egalites", &["majuscules"], &programme),
        ["alineas", "listes", "majuscules", "notes", "titres"],
        "ces modules ont tous le rang 20 : l'ordre doit être celui des noms. Celui d'inventory \
         n'est pas garanti, et un tri stable ne ferait que le garder"
    );
}
