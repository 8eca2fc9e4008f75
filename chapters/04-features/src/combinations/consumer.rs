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
        write_if_changed(&folder.join("Cargo.toml"), &self.manifest()?)?;
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
    fn manifest(&self) -> io::Result<String> {
        let package = toml_string(self.package);
        let path = toml_path(self.path)?;
        let features: Vec<_> = self.features.iter().map(|name| toml_string(name)).collect();
        Ok(format!(
            "[package]\nname = \"temoin\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies.sujet]\npackage = {package}\npath = {path}\n\
             default-features = false\nfeatures = [{}]\n",
            features.join(", ")
        ))
    }
}

/// Un chemin, comme valeur d'un manifeste.
///
/// # Errors
///
/// Si le chemin n'est pas de l'UTF-8 : un fichier TOML ne peut pas l'écrire.
pub fn toml_path(path: &Path) -> io::Result<String> {
    let text = path.to_str().ok_or_else(|| {
        let message = format!("{} n'est pas de l'UTF-8", path.display());
        io::Error::new(io::ErrorKind::InvalidFilename, message)
    })?;
    Ok(toml_string(text))
}

/// Un texte, comme valeur TOML : entre guillemets, ce qui les fermerait précédé de `\`.
///
/// ```
/// use ch_features::combinations::toml_string;
/// assert_eq!(toml_string("d'été"), r#""d'été""#);
/// assert_eq!(toml_string(r#"C:\dit "ici""#), r#""C:\\dit \"ici\"""#);
/// ```
pub fn toml_string(text: &str) -> String {
    let mut value = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => value.extend(['\\', character]),
            // TOML n'admet aucun caractère de contrôle tel quel.
            _ if character.is_control() => {
                value.push_str(&format!("\\u{:04X}", u32::from(character)));
            }
            _ => value.push(character),
        }
    }
    value.push('"');
    value
}

fn write_if_changed(path: &Path, content: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|known| known == content) {
        return Ok(());
    }
    fs::write(path, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_manifeste_rend_le_chemin_et_les_features_tels_quels() {
        for path in [
            "/home/léa/l'été",
            r"C:\Users\léa\nouveau",
            "/un \"guillemet\" # % : \u{1f600}",
            "/deux\nlignes\tet\u{7f}\u{1}",
        ] {
            let consumer = Consumer {
                package: "le-paquet",
                path: Path::new(path),
                features: &["une", "d\"eux"],
                main: "",
            };
            let text = consumer.manifest().expect("le chemin est de l'UTF-8");
            let manifest: toml::Table = text
                .parse()
                .unwrap_or_else(|error| panic!("{path} : {error}"));
            let subject = &manifest["dependencies"]["sujet"];
            assert_eq!(subject["path"].as_str(), Some(path));
            assert_eq!(subject["package"].as_str(), Some("le-paquet"));
            assert_eq!(subject["default-features"].as_bool(), Some(false));
            let features = subject["features"].as_array().expect("une liste");
            let features: Vec<_> = features.iter().filter_map(|name| name.as_str()).collect();
            assert_eq!(features, ["une", "d\"eux"]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn un_chemin_qui_n_est_pas_de_l_utf_8_est_refuse() {
        use std::os::unix::ffi::OsStrExt;

        let path = Path::new(std::ffi::OsStr::from_bytes(b"/l\xff"));
        let error = toml_path(path).expect_err("le TOML ne peut pas l'écrire");
        assert_eq!(error.kind(), io::ErrorKind::InvalidFilename);
    }
}
