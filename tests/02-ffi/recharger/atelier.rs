//! Un atelier de publication : le fichier où paraissent les versions, et le dossier des copies.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ch_contrat::Plugin;
use tempfile::TempDir;
use verifications::bibliotheque;

use super::super::sujet::{HotPlugin, ReloadError};

/// Un dossier où paraissent les versions d'un greffon, et un autre pour les copies.
pub(super) struct Atelier {
    pub(super) dossier: TempDir,
}

impl Atelier {
    /// Un atelier où la première version est déjà parue.
    pub(super) fn nouveau() -> Self {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        let atelier = Self { dossier };
        fs::create_dir(atelier.copies()).expect("créer le dossier des copies");
        atelier.publier(&bibliotheque("temoin-salut-1"));
        atelier
    }

    pub(super) fn source(&self) -> PathBuf {
        let original = bibliotheque("temoin-salut-1");
        let extension = original
            .extension()
            .expect("une bibliothèque a une extension");
        self.dossier.path().join("salut").with_extension(extension)
    }

    pub(super) fn copies(&self) -> PathBuf {
        self.dossier.path().join("copies")
    }

    /// Fait paraître un fichier à la place du précédent, comme un éditeur de liens soigneux :
    /// écrit à côté, puis renommé.
    pub(super) fn publier(&self, fichier: &Path) {
        let a_cote = self.dossier.path().join("en-cours");
        fs::copy(fichier, &a_cote).expect("écrire la nouvelle version");
        fs::rename(&a_cote, self.source()).expect(
            "remplacer le fichier : s'il est verrouillé, c'est que l'hôte l'a chargé au lieu d'une copie",
        );
    }

    /// Les fichiers du dossier des copies, par nom.
    pub(super) fn copies_faites(&self) -> BTreeSet<PathBuf> {
        let entrees = fs::read_dir(self.copies()).expect("le dossier des copies est là");
        entrees
            .map(|entree| entree.expect("une entrée du dossier").path())
            .collect()
    }

    pub(super) fn ouvrir(&self) -> HotPlugin {
        // SÛRETÉ : les fichiers de ce contrôle sont des témoins de ce dépôt.
        unsafe { HotPlugin::open(&self.source(), &self.copies()) }
            .unwrap_or_else(|erreur| panic!("la première version doit se charger : {erreur:?}"))
    }
}

/// Recharge depuis un fichier dont le test connaît l'origine.
pub(super) fn recharger(greffon: &HotPlugin) -> Result<(), ReloadError> {
    // SÛRETÉ : comme dans `ouvrir`.
    unsafe { greffon.reload() }
}

/// Ce que le greffon du moment répond à « Ada ».
pub(super) fn reponse(greffon: &HotPlugin) -> String {
    greffon
        .current()
        .execute("Ada")
        .unwrap_or_else(|erreur| panic!("le greffon du moment doit répondre : {erreur}"))
}

pub(super) const VERSION_1: &str = "salut, Ada";
pub(super) const VERSION_2: &str = "bonjour, Ada";
