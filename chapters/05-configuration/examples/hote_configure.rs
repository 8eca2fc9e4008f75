//! Un hôte dont les modules sont choisis et réglés par `hote.toml`.
//!
//! À lancer par `cargo run -p ch-configuration --example hote_configure`, ou avec le chemin d'un autre
//! fichier : `cargo run -p ch-configuration --example hote_configure -- mon-fichier.toml`.

use std::error::Error;
use std::path::PathBuf;
use std::{env, process};

use ch_configuration::{Environment, book_registry};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let default = ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")).join("examples/hote.toml");
    let path = env::args_os().nth(1).map_or(default, PathBuf::from);

    let registry = book_registry()?;
    let workshop = match registry.load(&path, &Environment::from_process()) {
        Ok(workshop) => workshop,
        Err(report) => {
            eprint!("{report}");
            process::exit(1);
        }
    };
    print!("{}", workshop.run("savez-vous ce que l'hôte a lu ?")?);
    Ok(())
}
// ANCHOR_END: main
