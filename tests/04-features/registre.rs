//! Ce que l'exercice `features/registre` doit garantir.

use std::env;
use std::path::Path;

use ch_features::combinations::{Consumer, label, powerset, scratch_folder};
use verifications::instantane;

#[expect(
    unused_imports,
    reason = "cargo compile le sujet, combinaison par combinaison"
)]
use super::sujet as _;

#[path = "registre/ailleurs.rs"]
mod ailleurs;

const FEATURES: [&str; 3] = ["espaces", "majuscules", "compteur"];
const TEXTE: &str = "un  mot\tété";

/// Imprime le nom des modules inscrits, puis ce qu'ils font ensemble d'un texte.
const MONTRER: &str = r#"fn main() {
    for entry in sujet::entries() {
        println!("{}", entry.name);
    }
    println!("{:?}", sujet::run("un  mot\tété"));
}
"#;

/// Compile et lance `programme`, qui dépend du paquet avec ces features et sans les autres.
/// Les lignes qu'il imprime sont la réponse.
fn consommer(nom: &str, features: &[&str], programme: &str) -> Vec<String> {
    let dossier = env::var_os("CARGO_MANIFEST_DIR").expect("cargo donne le dossier du paquet");
    let consommateur = Consumer {
        package: env!("CARGO_PKG_NAME"),
        path: Path::new(&dossier),
        features,
        main: programme,
    };
    let base = scratch_folder(env!("CARGO_PKG_NAME")).expect("le test connaît son dossier");
    let rapport = consommateur.run(&base, nom).expect("cargo se lance");
    assert!(
        rapport.success,
        "avec les features {}, un programme qui se sert du registre échoue :\n{}",
        label(features),
        rapport.stderr
    );
    rapport.stdout.lines().map(str::to_owned).collect()
}

/// Sans feature, le registre est vide et le texte ressort tel quel.
#[test]
fn sans_feature_le_registre_est_vide() {
    assert_eq!(
        consommer("montrer", &[], MONTRER),
        [format!("{TEXTE:?}")],
        "sans feature, aucun module n'est inscrit et le texte ressort tel quel"
    );
}

/// Chaque combinaison de features inscrit ses modules, et eux seuls.
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

/// Un texte passe par les modules compilés, dans l'ordre des rangs.
#[test]
fn chaque_combinaison_transforme_le_texte() {
    for features in powerset(&FEATURES) {
        let mut texte = TEXTE.to_owned();
        for module in &features {
            texte = match *module {
                "espaces" => texte.split_whitespace().collect::<Vec<_>>().join(" "),
                "majuscules" => texte.to_uppercase(),
                _ => texte.chars().count().to_string(),
            };
        }
        assert_eq!(
            consommer("montrer", &features, MONTRER).pop(),
            Some(format!("{texte:?}")),
            "features {} : chaque module s'inscrit avec sa propre fonction `execute`",
            label(&features)
        );
    }
}

/// L'ordre du registre est celui des rangs.
#[test]
fn l_ordre_suit_les_rangs() {
    instantane!("ordre", consommer("montrer", &FEATURES, MONTRER).join("\n"));
}

/// Ce que le registre contient est ce que les modules y ont inscrit.
#[test]
fn les_modules_sont_dans_le_registre_d_inventory() {
    let programme = r#"fn main() {
    let mut raw: Vec<_> = sujet::inventory::iter::<sujet::Entry>().collect();
    raw.sort_by_key(|entry| entry.name);
    for entry in raw {
        println!("{} {} {:?}", entry.name, entry.rank, (entry.execute)("un  mot\tété"));
    }
}
"#;
    assert_eq!(
        consommer("brut", &FEATURES, programme),
        [
            r#"compteur 30 "11""#,
            r#"espaces 10 "un mot été""#,
            r#"majuscules 20 "UN  MOT\tÉTÉ""#,
        ],
        "voici ce qu'inventory a trouvé, sans passer par `entries` : chaque module s'y inscrit \
         lui-même, sous son nom, avec son rang et sa fonction. Une liste tenue à la main dans \
         `entries` est ce que l'exercice supprime"
    );
}
