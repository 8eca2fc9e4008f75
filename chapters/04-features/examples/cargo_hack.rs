//! Ce que cargo-hack essaie du paquet bancal, mode par mode, et ce qu'il refuse.
//!
//! À lancer par `cargo run -p ch-features --example cargo_hack`, une fois l'outil installé par
//! `cargo install cargo-hack`.

use std::error::Error;

use ch_features::combinations::Cargo;

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::study("matrice")?;
    for mode in [
        &["--each-feature"][..],
        &["--feature-powerset"],
        &["--feature-powerset", "--depth", "2"],
    ] {
        // La liste des commandes, sans les lancer.
        let arguments = [&["hack", "check"], mode, &["--print-command-list"]].concat();
        let report = cargo.call(arguments)?;
        if !report.success {
            return Err(report.stderr.into());
        }
        let mut tried: Vec<&str> = report.stdout.lines().map(combination).collect();
        tried.sort_by_key(|features| (features.matches(',').count(), *features));
        println!("{} : {} essais", mode.join(" "), tried.len());
        for line in tried.chunks(4) {
            println!("  {}", line.join(" | "));
        }
    }
    let report = cargo.call(["hack", "check", "--feature-powerset", "--keep-going"])?;
    // Le bilan, à la fin, cite les commandes qui ont échoué.
    let summary = report.stderr.split("failed commands:").nth(1);
    let failed = summary.unwrap_or_default().lines();
    let refused: Vec<&str> = failed
        .filter(|line| line.contains("cargo check"))
        .map(combination)
        .collect();
    println!("refusées : {}", refused.join(" | "));
    Ok(())
}

/// La combinaison qu'essaie une commande de cargo-hack.
fn combination(command: &str) -> &str {
    let command = command.trim().trim_matches('`');
    match command.split_once("--features ") {
        Some((_, features)) => features,
        None if command.contains("--all-features") => "(toutes)",
        None => "(aucune)",
    }
}
