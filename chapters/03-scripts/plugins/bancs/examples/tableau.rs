//! Le tableau des mesures, tel que le livre le montre.
//!
//! À lancer après `cargo bench -p bancs-scripts`, par
//! `cargo run -q -p bancs-scripts --example tableau > chapters/03-scripts/plugins/bancs/mesures.md`.

use std::path::PathBuf;

use bancs_scripts::shortest;

/// Ce que montre chaque ligne : un titre, et le nom de la mesure dans chaque colonne.
const ROWS: [(&str, &str); 6] = [
    ("appeler une fonction qui rend son texte", "echo"),
    ("majuscules, 19 caractères", "majuscules"),
    ("compteur, 1 900 caractères", "compteur"),
    ("typographie, 1 900 caractères", "typographie"),
    ("boucle de 10 000 tours", "boucle"),
    ("charger le script majuscules", "charger"),
];

/// Les quatre façons d'appeler le même script.
const PATHS: [(&str, &str); 4] = [
    ("analyse refaite à chaque appel", "texte"),
    ("`call_fn`, script déjà analysé, aucune limite", "call_fn"),
    ("`call_fn`, dans le moteur borné", "call_fn_borne"),
    ("notre hôte", "execute"),
];

fn main() {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../target"),
        PathBuf::from,
    );
    println!("| | Rust | Rhai | Lua |");
    println!("|---|--:|--:|--:|");
    for (title, group) in ROWS {
        let cell = |language| shortest(&target, group, language).map_or("—".to_owned(), time);
        println!(
            "| {title} | {} | {} | {} |",
            cell("rust"),
            cell("rhai"),
            cell("lua")
        );
    }
    let find = |name| shortest(&target, "hote", name);
    let Some(bare) = find("call_fn") else {
        return;
    };
    println!();
    println!("| `execute(\"Bonjour à tous\")` en Rhai | durée | rapport au deuxième |");
    println!("|---|--:|--:|");
    for (title, name) in PATHS {
        if let Some(found) = find(name) {
            let ratio = format!("{:.2}", found / bare).replace('.', ",");
            println!("| {title} | {} | {ratio} |", time(found));
        }
    }
}

/// Une durée lisible, à deux ou trois chiffres.
fn time(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        n if n < 1e3 => (n, "ns"),
        n if n < 1e6 => (n / 1e3, "µs"),
        n => (n / 1e6, "ms"),
    };
    let digits = if value < 10.0 { 1 } else { 0 };
    format!("{value:.digits$} {unit}").replace('.', ",")
}
