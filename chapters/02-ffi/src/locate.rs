//! Où cargo a rangé les greffons qu'il a compilés.

use std::env::{self, consts};
use std::io;
use std::path::PathBuf;

/// Le chemin de la bibliothèque du paquet `package` (`greffon-majuscules`), cherchée à côté
/// du programme en cours : c'est là que cargo range les bibliothèques d'un exemple ou d'un
/// test. Un vrai logiciel lirait ce chemin dans sa configuration.
///
/// # Errors
///
/// Si la bibliothèque n'y est pas.
pub fn library_path(package: &str) -> io::Result<PathBuf> {
    let stem = package.replace('-', "_");
    let file = format!("{}{stem}{}", consts::DLL_PREFIX, consts::DLL_SUFFIX);
    let program = env::current_exe()?;
    // Un exemple est dans target/<profil>/examples, un test dans target/<profil>/deps. D'abord
    // `deps`, où cargo met ce qu'il compile : à côté, il peut rester une copie plus ancienne.
    let candidates = program.ancestors().skip(1).take(2);
    candidates
        .flat_map(|folder| [folder.join("deps").join(&file), folder.join(&file)])
        .find(|path| path.is_file())
        .ok_or_else(|| {
            let message = format!("{file} n'est pas à côté de {}", program.display());
            io::Error::new(io::ErrorKind::NotFound, message)
        })
}
