//! Un hôte ajoute un type de module au registre : sa fabrique lit un fichier voisin.
//!
//! À lancer par `cargo run -p ch-configuration --example fabrique`.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use ch_configuration::modules::NoOptions;
use ch_configuration::{BuildContext, Environment, FactoryError, Registry};
use ch_contrat::{Plugin, PluginError};
use schemars::JsonSchema;
use serde::Deserialize;

// ANCHOR: fabrique
/// Les options du module `signature`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SignatureOptions {
    /// Le fichier qui contient la signature.
    fichier: PathBuf,
}

struct Signature {
    text: String,
}

fn build_signature(
    context: &BuildContext<'_>,
    options: SignatureOptions,
) -> Result<Box<dyn Plugin>, FactoryError> {
    let path = context.resolve(&options.fichier);
    let text = fs::read_to_string(path)
        .map_err(|_| FactoryError::new("cette signature ne se lit pas").at("fichier"))?;
    Ok(Box::new(Signature { text }))
}
// ANCHOR_END: fabrique

impl Plugin for Signature {
    fn name(&self) -> &str {
        "signature"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(format!("{text} -- {}", self.text.trim()))
    }
}

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let mut registry = Registry::new();
    registry.register("signature", build_signature)?;
    registry.register("fragile", |_, NoOptions {}| panic!("je n'étais pas prêt"))?;

    let folder = tempfile::tempdir()?;
    let path = folder.path().join("hote.toml");
    fs::write(folder.path().join("fin.txt"), "l'atelier\n")?;

    fs::write(
        &path,
        "[[module]]\ntype = \"signature\"\noptions.fichier = \"fin.txt\"\n",
    )?;
    let workshop = registry.load(&path, &Environment::empty())?;
    println!("{}\n", workshop.run("bien à vous")?.output());

    let lost = "[[module]]\ntype = \"signature\"\noptions.fichier = \"perdu.txt\"\n";
    let fragile = "[[module]]\ntype = \"fragile\"\n";
    fs::write(&path, format!("{lost}\n{fragile}"))?;
    if let Err(report) = registry.load(&path, &Environment::empty()) {
        print!("{report}");
    }
    Ok(())
}
// ANCHOR_END: main
