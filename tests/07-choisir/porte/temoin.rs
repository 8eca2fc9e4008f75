//! Le programme témoin, et ce qui permet de savoir ce qu'il devient.

use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use ch_contrat::Plugin;
use tempfile::TempDir;

use super::{Limits, ProgramError, ProgramPlugin};

/// Un programme témoin, et ce qui permet de savoir ce qu'il devient.
pub(super) struct Temoin {
    dossier: TempDir,
}

impl Temoin {
    pub(super) fn nouveau() -> Self {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        fs::write(dossier.path().join("verrou"), "").expect("écrire dans ce dossier");
        Self { dossier }
    }

    pub(super) fn fichier(&self, nom: &str) -> PathBuf {
        self.dossier.path().join(nom)
    }

    pub(super) fn commande(&self) -> Command {
        let mut commande = Command::new(programme_temoin::program());
        commande
            .env("TEMOIN_VERROU", self.fichier("verrou"))
            .env("TEMOIN_JOURNAL", self.fichier("journal"))
            .env("TEMOIN_COMPTE", self.fichier("compte"));
        commande
    }

    pub(super) fn module(&self, limites: Limits) -> ProgramPlugin {
        ProgramPlugin::launch(self.commande(), limites)
            .unwrap_or_else(|erreur| panic!("ce programme se présente bien : {erreur:?}"))
    }

    /// Le refus d'un programme qui se présente par `salut`.
    pub(super) fn refus(&self, salut: &str, limites: Limits) -> ProgramError {
        let mut commande = self.commande();
        commande.env("TEMOIN_SALUT", salut);
        match ProgramPlugin::launch(commande, limites) {
            Err(erreur) => erreur,
            Ok(module) => panic!(
                "« {salut} » n'est pas la poignée de main d'un programme de l'atelier 1, et le \
                 module « {} » en est né",
                module.name()
            ),
        }
    }

    /// Les numéros de processus des programmes lancés, du premier au dernier.
    pub(super) fn lancements(&self) -> Vec<u32> {
        let journal = fs::read_to_string(self.fichier("journal")).unwrap_or_default();
        journal
            .lines()
            .filter_map(|ligne| ligne.parse().ok())
            .collect()
    }

    /// L'un de ces programmes vit-il ?
    pub(super) fn vit(&self) -> bool {
        let verrou = File::open(self.fichier("verrou")).expect("le verrou est là");
        matches!(verrou.try_lock(), Err(TryLockError::WouldBlock))
    }

    /// Plus aucun de ces programmes ne vit : le système a rendu leur verrou.
    pub(super) fn est_mort(&self) -> bool {
        let limite = Instant::now() + Duration::from_secs(2);
        while self.vit() {
            if Instant::now() >= limite {
                return false;
            }
            thread::sleep(Duration::from_millis(10));
        }
        true
    }
    /// Un module dont le programme lit sa poignée de main dans un fichier : voir `presenter`.
    pub(super) fn module_au_salut(&self, salut: &str, limites: Limits) -> ProgramPlugin {
        self.presenter(salut);
        // Sur une machine chargée, un délai court ne suffit pas toujours à démarrer.
        let lance = || ProgramPlugin::launch(self.commande_au_salut(), limites).ok();
        (0..10)
            .find_map(|_| lance())
            .expect("ce programme se présente bien")
    }

    /// Une commande dont le programme se présente comme le dira le dernier `presenter`.
    pub(super) fn commande_au_salut(&self) -> Command {
        let mut commande = self.commande();
        commande.env(
            "TEMOIN_SALUT",
            format!("@{}", self.fichier("salut").display()),
        );
        commande
    }

    /// Les programmes lancés désormais se présenteront ainsi.
    pub(super) fn presenter(&self, salut: impl AsRef<[u8]>) {
        let ligne = [salut.as_ref(), b"\n"].concat();
        fs::write(self.fichier("salut"), ligne).expect("écrire le salut");
    }
}
