//! Un petit laboratoire : un dossier temporaire et le compilateur du lecteur.
//!
//! Les exemples de ce chapitre qui parlent du compilateur l'appellent eux-mêmes sur les
//! fichiers de `examples/sources`, puis regardent ce qu'il a produit.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// Un dossier temporaire, effacé à la fin, où compiler.
pub(crate) struct Lab {
    folder: TempDir,
    rustc: OsString,
}

impl Lab {
    /// Ouvre un laboratoire avec le compilateur de la variable `RUSTC`, ou celui du PATH.
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        if let Err(error) = Command::new(&rustc).arg("--version").output() {
            return Err(format!(
                "cet exemple appelle le compilateur Rust, et « {} » ne se lance pas ({error}). \
                 Installez rustc, ou donnez son chemin dans la variable RUSTC.",
                rustc.display()
            )
            .into());
        }
        let folder = tempfile::tempdir()?;
        Ok(Self { folder, rustc })
    }

    // ANCHOR: compiler
    /// Compile `examples/sources/<source>` et rend le chemin du fichier `output` obtenu.
    ///
    /// Les `options` peuvent nommer les fichiers déjà produits : rustc travaille dans le
    /// dossier du laboratoire.
    pub(crate) fn compile(
        &self,
        source: &str,
        output: &str,
        options: &[&str],
    ) -> Result<PathBuf, Box<dyn Error>> {
        let sources = ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")).join("examples/sources");
        let done = Command::new(&self.rustc)
            .current_dir(self.folder.path())
            .args(["--edition", "2024", "-o", output])
            .args(options)
            .arg(sources.join(source))
            .output()?;
        if !done.status.success() {
            let message = String::from_utf8_lossy(&done.stderr);
            return Err(format!("rustc a refusé {source} :\n{message}").into());
        }
        Ok(self.folder.path().join(output))
    }
    // ANCHOR_END: compiler
}
