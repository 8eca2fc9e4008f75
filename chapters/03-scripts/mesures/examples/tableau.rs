//! Le tableau des mesures, tel que le livre le montre.
//!
//! À lancer après `cargo bench -p ch-scripts-mesures`, par
//! `cargo run -q -p ch-scripts-mesures --example tableau > chapters/03-scripts/mesures/scripts.md`.

use std::path::PathBuf;

use ch_scripts_mesures::{shortest, time};

/// Ce que montre chaque ligne : un titre, et le nom de la mesure dans chaque colonne.
const ROWS: [(&str, &str); 6] = [
    ("appeler une fonction qui rend son texte", "echo"),
    ("majuscules, 19 caractères", "majuscules"),
    ("compteur, 1 900 caractères", "compteur"),
    ("typographie, 1 900 caractères", "typographie"),
    ("boucle de 10 000 tours", "boucle"),
    ("charger le script majuscules", "charger"),
];

fn main() {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../target"),
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
}
