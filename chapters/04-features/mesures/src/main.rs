//! Écrit la table de `cout.md` avec les nombres de cette machine.
//!
//! À lancer par `cargo run -p ch-features-mesures` : chaque ligne recompile un petit programme
//! depuis rien, en mode optimisé.

use std::error::Error;

use ch_features::combinations::{Cost, label};

fn main() -> Result<(), Box<dyn Error>> {
    println!("| Features | Crates compilés | Compilation depuis rien | Taille du programme |");
    println!("|---|--:|--:|--:|");
    for features in [
        &["majuscules"][..],
        &["majuscules", "frequences"],
        &["majuscules", "motifs"],
    ] {
        let cost = Cost::from_scratch(features)?;
        let seconds = format!("{:.1}", cost.time.as_secs_f64()).replace('.', ",");
        println!(
            "| `{}` | {} | {seconds} s | {} Kio |",
            label(features),
            cost.crates,
            cost.bytes / 1024
        );
    }
    Ok(())
}
