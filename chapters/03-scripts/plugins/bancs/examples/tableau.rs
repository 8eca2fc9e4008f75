//! Le tableau des mesures, tel que le livre le montre.
//!
//! À lancer après `cargo bench -p bancs-scripts`, par
//! `cargo run -q -p bancs-scripts --example tableau > chapters/03-scripts/plugins/bancs/mesures.md`.

use std::path::PathBuf;

use bancs_scripts::median;

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
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../target"),
        PathBuf::from,
    );
    println!("| | Rust | Rhai | Lua |");
    println!("|---|--:|--:|--:|");
    for (title, group) in ROWS {
        let cell = |language| median(&target, group, language).map_or("—".to_owned(), time);
        println!(
            "| {title} | {} | {} | {} |",
            cell("rust"),
            cell("rhai"),
            cell("lua")
        );
    }
    let find = |name| median(&target, "hote", name);
    if let (Some(naive), Some(bare), Some(host)) = (find("texte"), find("call_fn"), find("execute"))
    {
        println!();
        println!("| `execute(\"Bonjour à tous\")` en Rhai | durée | par rapport à `call_fn` |");
        println!("|---|--:|--:|");
        println!(
            "| analyse refaite à chaque appel | {} | {:.2} |",
            time(naive),
            naive / bare
        );
        println!("| `call_fn`, script déjà analysé | {} | 1 |", time(bare));
        println!("| notre hôte | {} | {:.2} |", time(host), host / bare);
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
