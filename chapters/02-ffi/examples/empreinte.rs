//! N'ouvrir que des fichiers connus : une liste d'empreintes, vérifiée sur la copie ouverte.
//!
//! À lancer par `cargo run -p ch-ffi --example empreinte`.

use std::env::consts::DLL_SUFFIX;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use ch_contrat::Plugin;
use ch_ffi::{FfiPlugin, library_path, load_plugin};
use sha2::{Digest, Sha256};

/// L'empreinte d'un fichier : deux fichiers différents n'ont pas la même.
type Fingerprint = [u8; 32];

fn fingerprint(bytes: &[u8]) -> Fingerprint {
    Sha256::digest(bytes).into()
}

// ANCHOR: charger
/// Les greffons permis, et un dossier où seul l'hôte écrit.
struct Allowed {
    list: Vec<Fingerprint>,
    folder: PathBuf,
}

impl Allowed {
    /// Charge un greffon de la liste, depuis une copie.
    fn load(&self, name: &str, path: &Path) -> Result<FfiPlugin, Box<dyn Error>> {
        let bytes = fs::read(path)?;
        if !self.list.contains(&fingerprint(&bytes)) {
            return Err("empreinte inconnue, pas ouvert".into());
        }
        let copy = self.folder.join(format!("{name}{DLL_SUFFIX}"));
        fs::write(&copy, bytes)?;
        // SÛRETÉ : nous répondons de chaque fichier de la liste, et personne d'autre
        // n'écrit dans le dossier de cette copie.
        Ok(unsafe { load_plugin(&copy) }?)
    }
}
// ANCHOR_END: charger

fn main() -> Result<(), Box<dyn Error>> {
    let (deposit, private) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let original = fs::read(library_path("greffon-majuscules")?)?;
    let allowed = Allowed {
        list: vec![fingerprint(&original)],
        folder: private.path().to_owned(),
    };
    let initializer = fs::read(essais_c::initialiseur())?;
    let longer = [original.as_slice(), b"!"].concat();

    // ANCHOR: main
    for (name, what, bytes) in [
        ("connu", "le fichier connu", original),
        ("allonge", "le même, un octet de plus", longer),
        ("autre", "un initialiseur", initializer),
    ] {
        let path = deposit.path().join(format!("{name}{DLL_SUFFIX}"));
        fs::write(&path, bytes)?;
        match allowed.load(name, &path) {
            Ok(plugin) => println!("{what} : {}", plugin.execute("bonjour")?),
            Err(error) => println!("{what} : {error}"),
        }
    }
    let path = deposit.path().join(format!("allonge{DLL_SUFFIX}"));
    // SÛRETÉ : ce fichier vient de ce dépôt, à un octet près, que rien ne lit.
    let without = unsafe { load_plugin(&path) }?;
    println!(
        "l'octet de plus, sans la liste : {}",
        without.execute("bonjour")?
    );
    // ANCHOR_END: main
    Ok(())
}
