//! Ce que coûte un jeu de features : le même petit programme, compilé avec chacun.

use std::env::consts;
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, io};

use super::{Cargo, Consumer, scratch_folder};

const MAIN: &str = r#"fn main() {
    let host = sujet::host().expect("les noms des modules sont différents");
    let text = std::env::args().nth(1).unwrap_or_default();
    print!("{}", host.run(&text).expect("aucun module ne refuse un texte"));
}
"#;

/// Ce qu'une combinaison a coûté.
#[derive(Debug, Clone)]
pub struct Cost {
    /// Les crates du programme, lui compris, sans la bibliothèque standard.
    pub crates: usize,
    /// La taille du programme, en octets.
    pub bytes: u64,
    /// Le temps de la compilation.
    pub time: Duration,
}

impl Cost {
    /// Compile le programme avec ces features de `ch-features`, sans optimisation, en reprenant
    /// ce qui est déjà compilé : la taille et le compte se comparent, le temps non.
    ///
    /// # Errors
    ///
    /// Si cargo ne peut pas être lancé, ou refuse de compiler.
    pub fn of(features: &[&str]) -> Result<Self, Box<dyn Error>> {
        Self::build(&program(features)?, "debug", &["build"])
    }

    /// Compile le même programme depuis rien, optimisé.
    ///
    /// # Errors
    ///
    /// Comme [`of`](Self::of), et si l'ancienne compilation ne peut pas être supprimée.
    pub fn from_scratch(features: &[&str]) -> Result<Self, Box<dyn Error>> {
        let cargo = program(features)?;
        forget(cargo.target())?;
        Self::build(&cargo, "release", &["build", "--release"])
    }

    fn build(cargo: &Cargo, profile: &str, arguments: &[&str]) -> Result<Self, Box<dyn Error>> {
        let start = Instant::now();
        let report = cargo.call(arguments)?;
        let time = start.elapsed();
        if !report.success {
            return Err(report.stderr.into());
        }
        let tree = cargo.call(["tree", "-e", "normal", "--prefix", "none", "--no-dedupe"])?;
        let mut crates: Vec<_> = tree.stdout.lines().collect();
        crates.sort_unstable();
        crates.dedup();
        let program = cargo
            .target()
            .join(profile)
            .join(format!("temoin{}", consts::EXE_SUFFIX));
        Ok(Self {
            crates: crates.len(),
            bytes: fs::metadata(program)?.len(),
            time,
        })
    }
}

/// Écrit le petit programme, et rend de quoi le compiler.
fn program(features: &[&str]) -> io::Result<Cargo> {
    let consumer = Consumer {
        package: "ch-features",
        path: &ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")),
        features,
        main: MAIN,
    };
    consumer.write(&scratch_folder(&format!("cout-{}", features.join("-")))?)
}

/// Supprime ce qui est déjà compilé.
fn forget(target: &Path) -> io::Result<()> {
    match fs::remove_dir_all(target) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
