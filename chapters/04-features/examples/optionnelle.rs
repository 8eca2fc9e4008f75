//! Quelles dépendances chaque combinaison apporte, et ce que cargo refuse.
//!
//! À lancer par `cargo run -p ch-features --example optionnelle`.

use std::error::Error;

use ch_features::combinations::{Cargo, label, scratch_folder};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::new(
        ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")),
        scratch_folder("ch-features")?,
    );
    for features in [&[][..], &["json"], &["frequences"], &["frequences", "json"]] {
        let list = features.join(",");
        let tree = cargo.call([
            "tree",
            "--no-default-features",
            "--features",
            &list,
            // Les dépendances du paquet, sans celles de ses tests ni les leurs.
            "-e",
            "normal",
            "--depth",
            "1",
            "--prefix",
            "none",
            "--format",
            "{lib} [{f}]",
        ])?;
        let dependencies: Vec<_> = tree.stdout.lines().skip(1).map(str::trim_end).collect();
        println!("{:<16} → {}", label(features), dependencies.join(", "));
    }

    // `dep:lexique` n'a pas créé de feature `lexique`.
    let refused = cargo.call(["tree", "--features", "lexique"])?;
    println!(
        "--features lexique : {}",
        if refused.success {
            "accepté"
        } else {
            "refusé"
        }
    );
    Ok(())
}
// ANCHOR_END: main
