//! Où est ce dépôt, maintenant : un clone se déplace, un chemin compilé non.

use std::env;
use std::path::{Path, PathBuf};

/// Le dossier d'un paquet de ce dépôt, là où le dépôt se trouve maintenant.
///
/// `compiled` est `env!("CARGO_MANIFEST_DIR")` : le dossier au moment de la compilation. Si le
/// clone a été renommé depuis, cargo ne recompile rien, et ce chemin ne mène plus nulle part,
/// ou mène dans un autre clone. La racine du dépôt se retrouve donc à l'exécution ; à défaut, le
/// chemin compilé sert tel quel.
///
/// ```
/// let folder = ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR"));
/// assert!(folder.join("Cargo.toml").is_file());
/// ```
pub fn package_dir(compiled: &str) -> PathBuf {
    let compiled = Path::new(compiled);
    root()
        .and_then(|root| relocated(compiled, &root))
        .unwrap_or_else(|| compiled.to_owned())
}

/// La racine du dépôt : au-dessus du paquet que cargo lance, sinon du programme en cours.
fn root() -> Option<PathBuf> {
    let by_cargo = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let starts = [by_cargo, env::current_exe().ok()];
    starts.into_iter().flatten().find_map(|start| {
        let mut folders = start.ancestors();
        let root = folders.find(|folder| folder.join("book/book.toml").is_file())?;
        Some(root.to_owned())
    })
}

/// La fin de `compiled` qui désigne un paquet sous `root`, la plus courte d'abord.
fn relocated(compiled: &Path, root: &Path) -> Option<PathBuf> {
    compiled.ancestors().find_map(|base| {
        let inside = compiled.strip_prefix(base).ok()?;
        let candidate = root.join(inside);
        let named = !inside.as_os_str().is_empty();
        (named && candidate.join("Cargo.toml").is_file()).then_some(candidate)
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Un dépôt d'essai, avec un paquet.
    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("un dossier temporaire");
        let package = folder.path().join("chapters/03-scripts");
        fs::create_dir_all(&package).expect("créer le paquet");
        fs::write(package.join("Cargo.toml"), "").expect("son manifeste");
        folder
    }

    #[test]
    fn un_paquet_compile_ailleurs_se_retrouve_sous_la_racine() {
        let folder = repository();
        let expected = Some(folder.path().join("chapters/03-scripts"));
        for compiled in [
            "/avant/chapters/03-scripts",
            "/chapters/vieux/chapters/03-scripts",
        ] {
            assert_eq!(relocated(Path::new(compiled), folder.path()), expected);
        }
    }

    #[test]
    fn un_paquet_inconnu_ne_se_deplace_pas() {
        let folder = repository();
        let compiled = Path::new("/avant/chapters/09-inconnu");
        assert_eq!(relocated(compiled, folder.path()), None);
    }

    #[test]
    fn ce_paquet_ci_est_la_ou_cargo_le_dit() {
        let here = env!("CARGO_MANIFEST_DIR");
        assert_eq!(package_dir(here), Path::new(here));
    }
}
