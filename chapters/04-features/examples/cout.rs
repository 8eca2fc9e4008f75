//! Ce que coûte une feature : le même programme, compilé avec des features différentes.
//!
//! `cargo run -p ch-features --example cout` compare et dit la relation ;
//! `cargo run -p ch-features --example cout -- mesurer` repart de rien, en mode optimisé, et
//! imprime la table de `mesures/cout.md` avec les nombres de votre machine.

use std::env::{self, consts};
use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use ch_features::combinations::{Consumer, label, scratch_folder};

const MAIN: &str = r#"fn main() {
    let host = sujet::host().expect("les noms des modules sont différents");
    let text = std::env::args().nth(1).unwrap_or_default();
    print!("{}", host.run(&text).expect("aucun module ne refuse un texte"));
}
"#;

/// Ce qu'une combinaison a coûté.
struct Cost {
    crates: usize,
    bytes: u64,
    time: Duration,
}

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let measure = env::args().nth(1).is_some_and(|word| word == "mesurer");
    let lots: [&[&str]; 3] = [
        &["majuscules"],
        &["majuscules", "frequences"],
        &["majuscules", "motifs"],
    ];
    let costs: Vec<_> = lots
        .iter()
        .map(|features| build(features, measure))
        .collect::<Result<_, _>>()?;

    if measure {
        println!("| Features | Crates compilés | Compilation depuis rien | Taille du programme |");
        println!("|---|--:|--:|--:|");
        for (features, cost) in lots.iter().zip(&costs) {
            let (crates, kib) = (cost.crates, cost.bytes / 1024);
            let seconds = format!("{:.1}", cost.time.as_secs_f64()).replace('.', ",");
            println!(
                "| `{}` | {crates} | {seconds} s | {kib} Kio |",
                label(features)
            );
        }
        return Ok(());
    }
    for (features, cost) in lots.iter().zip(&costs).skip(1) {
        let more = |condition| {
            if condition {
                "davantage"
            } else {
                "pas davantage"
            }
        };
        println!("{} par rapport à {} :", label(features), label(lots[0]));
        println!(
            "  crates à compiler : {}",
            more(cost.crates > costs[0].crates)
        );
        println!("  taille : {}", more(cost.bytes > costs[0].bytes));
    }
    let heavy = costs[2].bytes > 2 * costs[1].bytes;
    println!(
        "motifs pèse plus du double de frequences : {}",
        if heavy { "oui" } else { "non" }
    );
    Ok(())
}
// ANCHOR_END: main

/// Compile le programme avec `features` ; depuis rien et optimisé s'il faut mesurer.
fn build(features: &[&str], measure: bool) -> Result<Cost, Box<dyn Error>> {
    let name = format!("cout-{}", features.join("-"));
    let consumer = Consumer {
        package: "ch-features",
        path: &ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")),
        features,
        main: MAIN,
    };
    let cargo = consumer.write(&scratch_folder(&name)?)?;
    if measure {
        forget(cargo.target())?;
    }
    let profile: &[&str] = if measure { &["--release"] } else { &[] };
    let start = Instant::now();
    let report = cargo.call([&["build"], profile].concat())?;
    let time = start.elapsed();
    if !report.success {
        return Err(report.stderr.into());
    }
    let tree = cargo.call(["tree", "-e", "normal", "--prefix", "none", "--no-dedupe"])?;
    let mut crates: Vec<_> = tree.stdout.lines().collect();
    crates.sort_unstable();
    crates.dedup();
    let folder = if measure { "release" } else { "debug" };
    let program = cargo
        .target()
        .join(folder)
        .join(format!("temoin{}", consts::EXE_SUFFIX));
    Ok(Cost {
        crates: crates.len(),
        bytes: fs::metadata(program)?.len(),
        time,
    })
}

/// Supprime ce qui est déjà compilé.
fn forget(target: &Path) -> io::Result<()> {
    match fs::remove_dir_all(target) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
