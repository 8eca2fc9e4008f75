//! Ce que l'hôte refuse, et ce qu'il en dit.
//!
//! À lancer par `cargo run -p ch-ffi --example refuser`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use ch_ffi::{chain, load_plugin};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for path in bad_files(folder.path())? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // SÛRETÉ : ces fichiers viennent de ce dépôt, ou ne sont pas des bibliothèques.
        let answer = match unsafe { load_plugin(&path) } {
            Ok(_) => "chargé".to_owned(),
            Err(error) => chain(&error).replace(&*path.to_string_lossy(), &name),
        };
        println!("{answer}");
    }
    Ok(())
}

/// De quoi se faire refuser, du plus grossier au plus fin.
fn bad_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let good = fs::read(greffon_compteur_c::library_path())?;
    let write = |name: &str, bytes: &[u8]| -> Result<PathBuf, Box<dyn Error>> {
        let path = folder.join(name);
        fs::write(&path, bytes)?;
        Ok(path)
    };
    fs::create_dir(folder.join("dossier"))?;
    let mut other_machine = good.clone();
    other_machine[18] ^= 0xFF; // le processeur, dans un en-tête ELF

    let mut files = vec![
        folder.join("absent"),
        folder.join("dossier"),
        write("vide", b"")?,
        write("texte", b"Bonjour, je suis un greffon.")?,
        write("autre-machine", &other_machine)?,
        write("tronque", &good[..good.len() / 2])?,
        essais_c::sans_entree().to_owned(),
        essais_c::table_nulle().to_owned(),
        essais_c::contrat_2().to_owned(),
    ];
    files.extend(essais_c::symbole_absent().map(Path::to_owned));
    Ok(files)
}
