//! Un appel de cargo qui n'en gêne pas un autre.

use std::env;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Un dossier où appeler cargo, et le dossier où il compile.
#[derive(Debug, Clone)]
pub struct Cargo {
    folder: PathBuf,
    target: PathBuf,
}

impl Cargo {
    /// Cargo appelé dans `folder`, compilant dans `target`.
    ///
    /// Un dossier cible à part évite deux choses : attendre le verrou d'une compilation en
    /// cours, et recompiler tour à tour les mêmes paquets avec d'autres features.
    pub fn new(folder: impl Into<PathBuf>, target: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            target: target.into(),
        }
    }

    /// Cargo dans l'un des petits espaces de travail du chapitre, `espaces/<name>`.
    ///
    /// # Errors
    ///
    /// Si le programme ne connaît pas son propre chemin.
    pub fn study(name: &str) -> io::Result<Self> {
        let spaces = ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")).join("espaces");
        Ok(Self::new(spaces.join(name), scratch_folder(name)?))
    }

    /// Le dossier où cargo est appelé.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Le dossier où cargo compile.
    pub fn target(&self) -> &Path {
        &self.target
    }

    // ANCHOR: appel
    /// Appelle cargo, sans réseau et sans couleurs, et attend sa fin.
    ///
    /// # Errors
    ///
    /// Si cargo ne peut pas être lancé. Une compilation refusée n'est pas une erreur de cette
    /// fonction : elle se lit dans le [`Report`].
    pub fn call<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> io::Result<Report> {
        // Sous `cargo test` et `cargo run`, CARGO dit lequel : le même pour les deux.
        let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(program)
            .current_dir(&self.folder)
            .args(arguments)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            // Des drapeaux venus d'ailleurs changeraient le verdict.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_BUILD_RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET")
            .output()?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        Ok(Report {
            success: output.status.success(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        })
    }
    // ANCHOR_END: appel

    /// Appelle cargo et raconte l'appel : la commande, ce qui a été écrit, puis la première
    /// ligne de chaque avertissement et de chaque erreur.
    ///
    /// Le dossier de l'appel y est remplacé par `…`, pour que le récit soit le même partout.
    ///
    /// # Errors
    ///
    /// Comme [`Cargo::call`].
    pub fn transcript(&self, arguments: &[&str]) -> io::Result<String> {
        let report = self.call(arguments)?;
        let mut lines = vec![format!("$ cargo {}", arguments.join(" "))];
        lines.extend(report.stdout.lines().map(str::to_owned));
        lines.extend(report.warnings().into_iter().map(str::to_owned));
        lines.extend(report.errors().into_iter().map(str::to_owned));
        if report.success && lines.len() == 1 {
            lines.push("(rien à redire)".to_owned());
        }
        let text = lines.join("\n") + "\n";
        let text = text.replace(&self.folder.display().to_string(), "…");
        // Le même récit sous Windows.
        Ok(text.replace("…\\", "…/"))
    }
}

/// Ce que cargo, ou le programme qu'il a lancé, a répondu.
#[derive(Debug, Clone)]
pub struct Report {
    /// Cargo a-t-il fini sans erreur ?
    pub success: bool,
    /// La sortie standard.
    pub stdout: String,
    /// L'erreur standard : c'est là que vont les messages de cargo et du compilateur.
    pub stderr: String,
}

impl Report {
    /// Les erreurs, chacune par sa première ligne ; le bilan que cargo ajoute n'en est pas une.
    pub fn errors(&self) -> Vec<&str> {
        let lines = self.stderr.lines();
        let errors = lines.filter(|line| line.starts_with("error"));
        errors
            .filter(|line| !line.starts_with("error: could not compile"))
            .filter(|line| !line.starts_with("error: aborting"))
            .collect()
    }

    /// Les avertissements, chacun par sa première ligne ; les bilans n'en sont pas.
    pub fn warnings(&self) -> Vec<&str> {
        let lines = self.stderr.lines();
        let warnings = lines.filter(|line| line.starts_with("warning: "));
        warnings
            .filter(|line| !(line.starts_with("warning: `") && line.contains(" generated ")))
            .filter(|line| !line.starts_with("warning: build failed"))
            .collect()
    }
}

/// Un dossier pour les compilations annexes du programme en cours, sous `target/tmp`.
///
/// # Errors
///
/// Si le programme ne connaît pas son propre chemin.
pub fn scratch_folder(name: &str) -> io::Result<PathBuf> {
    let program = env::current_exe()?;
    // Un exemple est dans target/<profil>/examples, un test dans target/<profil>/deps.
    let target = program.ancestors().nth(3).unwrap_or(Path::new("target"));
    Ok(target.join("tmp").join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_bilans_ne_sont_ni_des_erreurs_ni_des_avertissements() {
        let report = Report {
            success: false,
            stdout: String::new(),
            stderr:
                "warning: unused\nerror[E0433]: absent\nwarning: `a` (lib) generated 1 warning\n\
                     error: could not compile `a` (lib) due to 1 previous error\n"
                    .to_owned(),
        };
        assert_eq!(report.errors(), ["error[E0433]: absent"]);
        assert_eq!(report.warnings(), ["warning: unused"]);
    }
}
