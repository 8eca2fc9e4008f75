//! Un programme écrit pour l'occasion, qui dépend d'un paquet avec les features voulues.

use std::fs;
use std::io;
use std::path::Path;

use super::{Cargo, Report};

// ANCHOR: consommateur
/// Un petit programme qui dépend d'un paquet, sous le nom `sujet`.
///
/// C'est le point de vue d'un utilisateur du paquet : il choisit les features, il ne voit
/// que ce qui est public.
#[derive(Debug, Clone, Copy)]
pub struct Consumer<'a> {
    /// Le nom du paquet.
    pub package: &'a str,
    /// Son dossier.
    pub path: &'a Path,
    /// Les features demandées ; celles par défaut ne sont pas ajoutées.
    pub features: &'a [&'a str],
    /// Le `main.rs` du programme.
    pub main: &'a str,
}
// ANCHOR_END: consommateur

impl Consumer<'_> {
    /// Écrit le programme dans `folder`, et rend de quoi appeler cargo pour lui.
    ///
    /// Un fichier qui n'a pas changé n'est pas réécrit : cargo ne recompile que le nécessaire.
    ///
    /// # Errors
    ///
    /// Si les fichiers ne peuvent pas être écrits.
    pub fn write(&self, folder: &Path) -> io::Result<Cargo> {
        fs::create_dir_all(folder.join("src"))?;
        write_if_changed(&folder.join("Cargo.toml"), &self.manifest())?;
        write_if_changed(&folder.join("src/main.rs"), self.main)?;
        Ok(Cargo::new(folder, folder.join("target")))
    }

    /// Écrit le programme sous `base`, le compile et le lance.
    ///
    /// Chaque paire de `name` et de features a son dossier : deux combinaisons lancées en même
    /// temps ne remplacent pas le programme l'une de l'autre.
    ///
    /// # Errors
    ///
    /// Si les fichiers ne peuvent pas être écrits ou cargo lancé. Une compilation refusée se lit
    /// dans le [`Report`].
    pub fn run(&self, base: &Path, name: &str) -> io::Result<Report> {
        let folder = [&[name], self.features].concat().join("-");
        self.write(&base.join(folder))?.call(["run", "--quiet"])
    }

    /// Le manifeste du programme. `[workspace]` le détache de l'espace de travail où il est écrit.
    fn manifest(&self) -> String {
        let Self {
            package,
            path,
            features,
            ..
        } = self;
        // Les guillemets simples de TOML laissent passer les barres obliques inverses de Windows.
        format!(
            "[package]\nname = \"temoin\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies.sujet]\npackage = \"{package}\"\npath = '{}'\n\
             default-features = false\nfeatures = {features:?}\n",
            path.display()
        )
    }
}

fn write_if_changed(path: &Path, content: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|known| known == content) {
        return Ok(());
    }
    fs::write(path, content)
}
