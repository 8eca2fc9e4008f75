//! Les nombres de la page sont ceux du relevé versionné, et aucun n'est tapé à la main.
//!
//! Si un de ces tests échoue après une nouvelle mesure, refaites les fichiers qui en dépendent :
//! `cargo run --release -p ch-choisir-mesures -- --aide`.

use std::fs;
use std::path::{Path, PathBuf};

// Ce que ce test vérifie vient du programme : ses tableaux et son graphique, refaits ici.
#[path = "../src/chart.rs"]
mod chart;
#[path = "../src/record.rs"]
mod record;
#[path = "../src/tables/mod.rs"]
mod tables;

use record::Record;

const REMAKE: &str = "refaites-le d'après le relevé :\n  cargo run --release -p ch-choisir-mesures \
    -- --depuis chapters/07-choisir/mesures/portes.json --json chapters/07-choisir/mesures/portes.json \
    --svg chapters/07-choisir/mesures/portes.svg --tableaux chapters/07-choisir/mesures";

fn folder() -> PathBuf {
    ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    let text = fs::read_to_string(path);
    // Git peut avoir mis des fins de ligne de Windows.
    text.unwrap_or_else(|error| panic!("{} : {error}", path.display()))
        .replace("\r\n", "\n")
}

fn record() -> Record {
    serde_json::from_str(&read(&folder().join("portes.json"))).expect("un relevé")
}

fn page() -> String {
    read(&folder().join("../../../book/src/07-choisir/mesures.md"))
}

#[test]
fn les_tableaux_sont_ceux_du_releve() {
    for (name, _, expected) in tables::fragments(&record()) {
        let found = read(&folder().join(name));
        assert_eq!(
            found, expected,
            "mesures/{name} n'est pas celui du relevé ; {REMAKE}"
        );
    }
}

#[test]
fn le_graphique_est_celui_du_releve() {
    let expected = chart::svg(&record()).expect("un graphique");
    let found = read(&folder().join("portes.svg"));
    assert!(
        found == expected,
        "mesures/portes.svg n'est pas celui du relevé ; {REMAKE}"
    );
}

#[test]
fn la_page_inclut_tous_les_tableaux_et_le_graphique() {
    let page = page();
    let names = tables::fragments(&record())
        .into_iter()
        .map(|(name, ..)| name);
    for name in names.chain(["portes.svg"]) {
        let include = format!("{{{{#include ../../../chapters/07-choisir/mesures/{name}}}}}");
        assert!(page.contains(&include), "mesures.md n'inclut pas {name}");
    }
}

#[test]
fn aucun_nombre_de_la_page_n_est_tape_a_la_main() {
    let mut in_code = false;
    for line in page().lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        if in_code || line.starts_with("{{#") {
            continue;
        }
        // Le rang d'une étape n'est pas une mesure.
        let step = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let prose = without_links_and_code(step.strip_prefix(". ").unwrap_or(line));
        assert!(
            !prose.contains(|c: char| c.is_ascii_digit()),
            "un nombre dans la prose de mesures.md, hors du relevé : « {line} »"
        );
    }
}

#[test]
fn le_releve_a_toutes_les_portes_tous_les_modules_toutes_les_fautes() {
    let record = record();
    let doors = record.distinct(|call| &call.porte);
    assert_eq!(
        doors,
        ["direct", "integre", "feature", "ffi", "rhai", "lua", "wasm"]
    );
    let cells = record.distinct(|call| (&call.module, call.octets)).len() * doors.len();
    assert_eq!(record.appels.len(), cells, "un trou dans les appels");
    assert_eq!(record.hostiles.len(), 6 * 5, "six fautes, cinq portes");
    for program in [
        "appel direct",
        "hôte sans porte lourde",
        "ffi",
        "rhai",
        "lua",
        "wasm",
    ] {
        assert!(
            record.program(program).is_some(),
            "il manque la taille et la compilation de « {program} »"
        );
    }
    let direct = record.appels.iter().filter(|call| call.porte == "direct");
    for call in direct {
        assert_eq!(
            call.rapport.mediane, 1.0,
            "la référence est son propre rapport"
        );
    }
}

/// Une ligne sans ce qui est entre accents graves, ni les adresses des liens.
fn without_links_and_code(line: &str) -> String {
    let outside: String = line.split('`').step_by(2).collect();
    let mut parts = outside.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once(')').map_or("", |(_, after)| after)
    })
}
