//! Où sont les choses : la racine de l'espace de travail et ses cinq arbres.

use std::env;
use std::path::{Path, PathBuf};

use crate::{Erreur, Resultat};

/// L'espace de travail, tel qu'il est sur le disque.
#[derive(Debug, Clone)]
pub struct Projet {
    racine: PathBuf,
    cible: PathBuf,
}

impl Projet {
    /// Trouve le projet en remontant depuis le dossier courant ; à défaut, depuis le paquet
    /// que `cargo run` vient de compiler.
    ///
    /// # Errors
    ///
    /// Si aucun dossier parent n'est un espace de travail de ce projet.
    pub fn trouver() -> Resultat<Self> {
        let depuis_ici = env::current_dir().ok();
        let depuis_cargo = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        [depuis_ici, depuis_cargo].into_iter().flatten().find_map(|depart| Self::au_dessus_de(&depart)).ok_or_else(
            || {
                Erreur::nouvelle("ce dossier n'est pas dans le projet « Modules dynamiques en Rust »")
                    .avec_remede("placez-vous dans le dossier du projet (celui qui contient book, chapters et exercises), puis recommencez")
            },
        )
    }

    fn au_dessus_de(depart: &Path) -> Option<Self> {
        let racine = depart.ancestors().find(|dossier| {
            dossier.join("Cargo.toml").is_file()
                && dossier.join("book/book.toml").is_file()
                && dossier.join("exercises").is_dir()
        })?;
        Some(Self::a(racine))
    }

    /// Le projet dont la racine est `racine`.
    pub fn a(racine: &Path) -> Self {
        let racine = std::path::absolute(racine).unwrap_or_else(|_| racine.to_owned());
        let cible = env::var_os("CARGO_TARGET_DIR")
            .map(PathBuf::from)
            .unwrap_or_else(|| "target".into());
        // `join` garde un chemin absolu tel quel.
        Self {
            cible: racine.join(cible),
            racine,
        }
    }

    /// Le même projet, compilé ailleurs : les essais n'encombrent pas `target`.
    #[must_use]
    pub fn avec_cible(mut self, cible: &Path) -> Self {
        self.cible = cible.to_owned();
        self
    }

    /// La racine de l'espace de travail.
    pub fn racine(&self) -> &Path {
        &self.racine
    }

    /// Le dossier de compilation de cargo.
    pub fn cible(&self) -> &Path {
        &self.cible
    }

    /// Ce que l'atelier retient : verdicts, indices vus. Le perdre ne perd rien.
    pub fn memoire(&self) -> PathBuf {
        self.racine.join("target/atelier")
    }

    /// Un chemin donné depuis la racine.
    pub fn chemin(&self, relatif: impl AsRef<Path>) -> PathBuf {
        self.racine.join(relatif)
    }

    /// Le chemin tel qu'on l'affiche : depuis la racine, avec des barres obliques.
    pub fn affiche(&self, chemin: &Path) -> String {
        let relatif = chemin.strip_prefix(&self.racine).unwrap_or(chemin);
        relatif.to_string_lossy().replace('\\', "/")
    }
}
