//! Pourquoi les options ont leur propre table : aplaties (`flatten`) parmi les clés de
//! l'enveloppe, elles empêchent de reconnaître une clé inconnue, ou de dire où elle est.
//!
//! À lancer par `cargo run -p ch-configuration --example aplatir`.

use serde::Deserialize;
use serde::de::DeserializeOwned;

// ANCHOR: aplati
/// Deux temps, à plat : ce que l'enveloppe ne connaît pas est une option.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "seule la lecture nous intéresse ici")]
struct IntoTable {
    #[serde(rename = "type")]
    kind: String,
    #[serde(flatten)]
    options: toml::Table,
}

/// Un seul temps : c'est la partie aplatie qui se dit stricte.
#[derive(Deserialize)]
#[expect(dead_code, reason = "seule la lecture nous intéresse ici")]
struct StrictInside {
    #[serde(rename = "type")]
    kind: String,
    #[serde(flatten)]
    options: StrictOptions,
}

/// Un seul temps : c'est l'enveloppe qui se dit stricte.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "seule la lecture nous intéresse ici")]
struct StrictOutside {
    #[serde(rename = "type")]
    kind: String,
    #[serde(flatten)]
    options: Options,
}
// ANCHOR_END: aplati

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "seule la lecture nous intéresse ici")]
struct StrictOptions {
    portee: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "seule la lecture nous intéresse ici")]
struct Options {
    portee: String,
}

// ANCHOR: main
fn main() {
    let typo = "type = \"majuscules\"\nportee = \"tout\"\nactfi = false\n";
    println!("{typo}");
    println!("vers une table : {}", verdict::<IntoTable>(typo));
    println!("strict dedans : {}", verdict::<StrictInside>(typo));
    println!("strict dehors : {}", verdict::<StrictOutside>(typo));
}

fn verdict<T: DeserializeOwned>(text: &str) -> String {
    match toml::from_str::<T>(text) {
        Ok(_) => "accepté".to_owned(),
        Err(error) => {
            let line = error
                .span()
                .map(|span| text[..span.start].lines().count() + 1);
            format!("refusé, ligne {line:?} : {}", error.message())
        }
    }
}
// ANCHOR_END: main
