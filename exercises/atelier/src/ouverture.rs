//! L'atelier ouvert : le livre servi, et chaque exercice vérifié dès qu'on l'enregistre.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::catalogue::{Catalogue, Exercice};
use crate::fichiers::{est_un_reste, nom};
use crate::sortie::{ATTENTION, DISCRET, TITRE, en};
use crate::{Erreur, Projet, Resultat, livre, verbes};

/// Un éditeur écrit souvent un fichier en plusieurs fois : on attend ce temps de calme.
const CALME: Duration = Duration::from_millis(50);

/// Un fichier qu'on réécrit sans cesse ne doit pas faire attendre les autres plus longtemps.
const ATTENTE_MAXIMALE: Duration = Duration::from_millis(500);

/// Construit le livre, le sert, dit quoi faire, puis suit les fichiers. Ne rend pas la main.
///
/// # Errors
///
/// Si le livre ne peut être ni construit ni servi.
pub fn ouvrir(projet: &Projet, port: u16, sortie: &mut dyn Write) -> Resultat<bool> {
    writeln!(sortie, "Construction du livre…")?;
    sortie.flush()?;
    let dossier = livre_a_servir(projet, sortie)?;
    let adresse = livre::serveur::servir(&dossier, port)?;
    writeln!(sortie, "Le livre est ouvert : {}", en(TITRE, &adresse))?;
    let catalogue = Catalogue::lire(projet);
    verbes::annoncer_le_prochain(projet, &catalogue, sortie)?;
    verbes::signaler(&catalogue, sortie)?;
    match Veille::sur(projet) {
        Ok(veille) => {
            writeln!(
                sortie,
                "{}",
                en(
                    DISCRET,
                    "Enregistrez un exercice : il est vérifié ici. Ctrl-C pour fermer."
                )
            )?;
            suivre(projet, &veille, sortie)
        }
        Err(erreur) => {
            writeln!(
                sortie,
                "{} {erreur}",
                en(ATTENTION, "les exercices ne sont pas suivis :")
            )?;
            attendre()
        }
    }
}

/// Le livre, neuf si possible ; sinon celui de la dernière fois, et la raison.
fn livre_a_servir(projet: &Projet, sortie: &mut dyn Write) -> Resultat<PathBuf> {
    match livre::construire_malgre_tout(projet) {
        Ok(construction) => {
            annoncer_les_pages_illisibles(&construction.illisibles, sortie)?;
            Ok(construction.dossier)
        }
        Err(erreur) => {
            let ancien = livre::dossier(projet);
            if !ancien.join("index.html").is_file() {
                return Err(erreur);
            }
            writeln!(sortie, "{} {erreur}", en(ATTENTION, "livre :"))?;
            writeln!(sortie, "Le livre servi est celui de la dernière fois.")?;
            Ok(ancien)
        }
    }
}

fn annoncer_les_pages_illisibles(illisibles: &[Erreur], sortie: &mut dyn Write) -> Resultat<()> {
    for erreur in illisibles {
        writeln!(sortie, "{} {erreur}", en(ATTENTION, "page illisible :"))?;
    }
    Ok(())
}

/// Sert un livre construit, sans suivre les exercices. Ne rend pas la main.
///
/// # Errors
///
/// Si aucun port n'est libre.
pub fn servir(dossier: &Path, port: u16, sortie: &mut dyn Write) -> Resultat<bool> {
    let adresse = livre::serveur::servir(dossier, port)?;
    writeln!(
        sortie,
        "Le livre est ouvert : {}\nCtrl-C pour fermer.",
        en(TITRE, adresse)
    )?;
    sortie.flush()?;
    attendre()
}

fn attendre() -> Resultat<bool> {
    loop {
        thread::park();
    }
}

fn suivre(projet: &Projet, veille: &Veille, sortie: &mut dyn Write) -> Resultat<bool> {
    let mut deja_dits = Vec::new();
    loop {
        sortie.flush()?;
        let changes = veille.attendre()?;
        // Le catalogue se relit à chaque fois : un manifeste a pu changer.
        let catalogue = Catalogue::lire(projet);
        signaler_les_nouveaux(&catalogue, &mut deja_dits, sortie)?;
        for exercice in touches(&catalogue, &changes) {
            writeln!(sortie)?;
            if let Err(erreur) = verbes::verifier_un(projet, exercice, sortie) {
                writeln!(
                    sortie,
                    "{} {erreur}",
                    en(ATTENTION, "vérification impossible :")
                )?;
            }
        }
        if changes.iter().any(|chemin| est_du_livre(projet, chemin)) {
            match livre::construire_malgre_tout(projet) {
                Ok(construction) => {
                    annoncer_les_pages_illisibles(&construction.illisibles, sortie)?;
                    writeln!(sortie, "{}", en(DISCRET, "Le livre est reconstruit."))?;
                }
                Err(erreur) => writeln!(sortie, "{} {erreur}", en(ATTENTION, "livre :"))?,
            }
        }
    }
}

/// Dit chaque exercice illisible une fois, quand il le devient.
fn signaler_les_nouveaux(
    catalogue: &Catalogue,
    deja_dits: &mut Vec<Erreur>,
    sortie: &mut dyn Write,
) -> Resultat<()> {
    let erreurs: Vec<Erreur> = catalogue
        .illisibles
        .iter()
        .map(|i| i.erreur.clone())
        .collect();
    for erreur in erreurs.iter().filter(|erreur| !deja_dits.contains(erreur)) {
        writeln!(sortie, "{} {erreur}", en(ATTENTION, "illisible :"))?;
    }
    *deja_dits = erreurs;
    Ok(())
}

/// Les exercices dont un fichier à compléter a changé.
fn touches<'a>(catalogue: &'a Catalogue, changes: &BTreeSet<PathBuf>) -> Vec<&'a Exercice> {
    let touche = |exercice: &&Exercice| {
        exercice
            .manifeste
            .fichiers
            .iter()
            .any(|fichier| changes.contains(&exercice.dossier().join(fichier)))
    };
    catalogue.exercices.iter().filter(touche).collect()
}

/// Une page, un énoncé, des indices : ce qui change le livre.
fn est_du_livre(projet: &Projet, chemin: &Path) -> bool {
    let de_l_exercice = ["README.md", "indices.md"]
        .iter()
        .any(|nom| chemin.ends_with(nom));
    chemin.starts_with(projet.chemin("book")) || de_l_exercice
}

/// La surveillance des dossiers du projet.
struct Veille {
    evenements: Receiver<PathBuf>,
    _guetteur: RecommendedWatcher,
}

impl Veille {
    fn sur(projet: &Projet) -> Resultat<Self> {
        let (envoi, evenements) = mpsc::channel();
        let guetter = move |evenement: notify::Result<notify::Event>| {
            for chemin in evenement
                .into_iter()
                .filter(compte)
                .flat_map(|evenement| evenement.paths)
                .filter(|chemin| !est_un_reste(&nom(chemin)))
            {
                let _ = envoi.send(chemin);
            }
        };
        let echec = |source: notify::Error| {
            Erreur::nouvelle(format!("surveillance impossible : {}", cause(&source)))
        };
        let mut guetteur = notify::recommended_watcher(guetter).map_err(echec)?;
        // Le dossier, pas le fichier : beaucoup d'éditeurs remplacent le fichier par un autre.
        for arbre in ["exercises", "book"] {
            guetteur
                .watch(&projet.chemin(arbre), RecursiveMode::Recursive)
                .map_err(echec)?;
        }
        Ok(Self {
            evenements,
            _guetteur: guetteur,
        })
    }

    /// Attend un changement, puis que les écritures se calment.
    fn attendre(&self) -> Resultat<BTreeSet<PathBuf>> {
        let fini = |_| Erreur::nouvelle("la surveillance des fichiers s'est arrêtée");
        let mut changes = BTreeSet::from([self.evenements.recv().map_err(fini)?]);
        let debut = Instant::now();
        while debut.elapsed() < ATTENTE_MAXIMALE
            && let Ok(chemin) = self.evenements.recv_timeout(CALME)
        {
            changes.insert(chemin);
        }
        Ok(changes)
    }
}

/// Lire un fichier, ou changer ses droits, n'est pas le modifier.
fn compte(evenement: &notify::Event) -> bool {
    match evenement.kind {
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => false,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => true,
        EventKind::Any | EventKind::Other => false,
    }
}

/// Ce que le système reproche à la surveillance, en français.
fn cause(source: &notify::Error) -> String {
    match &source.kind {
        notify::ErrorKind::Io(source) => francais::cause(source),
        notify::ErrorKind::PathNotFound => "un dossier n'existe pas".to_owned(),
        notify::ErrorKind::MaxFilesWatch => {
            "ce système ne suit pas autant de fichiers à la fois".to_owned()
        }
        _ => format!("le système le refuse ({source})"),
    }
}
