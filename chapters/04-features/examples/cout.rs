//! Ce que coûte une feature : le même programme, compilé avec des features différentes.
//!
//! `cargo run -p ch-features --example cout` compare et dit la relation. Les nombres de votre
//! machine : `cargo run -p ch-features-mesures`.

use std::error::Error;

use ch_features::combinations::{Cost, label};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let alone = Cost::of(&["majuscules"])?;
    let light = Cost::of(&["majuscules", "frequences"])?;
    let heavy = Cost::of(&["majuscules", "motifs"])?;

    for (features, cost) in [("frequences", &light), ("motifs", &heavy)] {
        println!(
            "{} par rapport à majuscules :",
            label(&["majuscules", features])
        );
        println!("  crates à compiler : {}", more(cost.crates > alone.crates));
        println!("  taille : {}", more(cost.bytes > alone.bytes));
    }
    let double = heavy.bytes > 2 * light.bytes;
    println!(
        "motifs pèse plus du double de frequences : {}",
        if double { "oui" } else { "non" }
    );
    Ok(())
}
// ANCHOR_END: main

fn more(condition: bool) -> &'static str {
    if condition {
        "davantage"
    } else {
        "pas davantage"
    }
}
