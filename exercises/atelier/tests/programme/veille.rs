//! L'atelier ouvert, qui suit les fichiers.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::commun::{Essai, reponse};

/// L'atelier ouvert sur un projet d'essai ; il se ferme avec cette valeur.
struct Ouvert {
    atelier: Child,
    lignes: Receiver<String>,
}

impl Ouvert {
    fn sur(essai: &Essai) -> Self {
        let mut atelier = Command::new(env!("CARGO_BIN_EXE_atelier"))
            .args(["--port", "0"])
            .current_dir(essai.chemin(""))
            .env("CARGO_TARGET_DIR", essai.chemin("target"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("ouvrir l'atelier");
        let sortie = atelier.stdout.take().expect("sa sortie");
        let (envoi, lignes) = mpsc::channel();
        thread::spawn(move || {
            BufReader::new(sortie)
                .lines()
                .map_while(Result::ok)
                .for_each(|ligne| drop(envoi.send(ligne)));
        });
        let ouvert = Self { atelier, lignes };
        ouvert.attendre("Enregistrez un exercice");
        ouvert
    }

    /// Attend une ligne qui contient `texte`, et rend celles qui la précèdent.
    #[track_caller]
    fn attendre(&self, texte: &str) -> Vec<String> {
        let fin = Instant::now() + Duration::from_secs(120);
        let mut lues = Vec::new();
        while let Ok(ligne) = self
            .lignes
            .recv_timeout(fin.saturating_duration_since(Instant::now()))
        {
            if ligne.contains(texte) {
                return lues;
            }
            lues.push(ligne);
        }
        panic!("« {texte} » n'est pas venu ; lu : {lues:#?}");
    }
}

impl Drop for Ouvert {
    fn drop(&mut self) {
        let _ = self.atelier.kill();
        let _ = self.atelier.wait();
    }
}

/// Un fichier réécrit sans cesse à côté d'un exercice ne retarde pas son verdict.
#[test]
fn un_voisin_agite_ne_fait_pas_attendre() {
    let essai = Essai::nouveau();
    let ouvert = Ouvert::sur(&essai);
    let fini = AtomicBool::new(false);
    thread::scope(|portee| {
        portee.spawn(|| {
            while !fini.load(Ordering::Relaxed) {
                essai.ecrire("exercises/01-essai/double/notes.txt", "encore");
                thread::sleep(Duration::from_millis(10));
            }
        });
        essai.ecrire("exercises/01-essai/double/src/lib.rs", &reponse("2 * x"));
        ouvert.attendre("essai/double — 2 sur 2");
        fini.store(true, Ordering::Relaxed);
    });
}

/// Un manifeste cassé pendant le suivi se dit, une fois ; réparé, l'exercice est suivi de nouveau.
#[test]
fn un_manifeste_casse_se_dit_une_fois() {
    let essai = Essai::nouveau();
    let ouvert = Ouvert::sur(&essai);
    let manifeste = "exercises/01-essai/double/Cargo.toml";
    essai.remplacer(manifeste, "niveau = 1", "niveau = 9");
    ouvert.attendre("illisible : exercises/01-essai/double/Cargo.toml");
    essai.ecrire("exercises/01-essai/double/src/lib.rs", &reponse("3 * x"));
    essai.remplacer(manifeste, "niveau = 9", "niveau = 1");
    essai.ecrire("exercises/01-essai/double/src/lib.rs", &reponse("2 * x"));
    let avant = ouvert.attendre("essai/double — 2 sur 2");
    assert!(
        !avant.iter().any(|ligne| ligne.contains("illisible")),
        "{avant:#?}"
    );
}

/// Les restes d'un éditeur ne reconstruisent rien et ne vérifient rien.
#[test]
fn les_restes_d_un_editeur_ne_reveillent_personne() {
    let essai = Essai::nouveau();
    let ouvert = Ouvert::sur(&essai);
    for reste in [".lib.rs.swp", "lib.rs~", "4913", "#lib.rs#"] {
        essai.ecrire(&format!("exercises/01-essai/double/src/{reste}"), "x");
        essai.ecrire(&format!("book/src/{reste}"), "x");
    }
    thread::sleep(Duration::from_millis(700));
    essai.ecrire("exercises/01-essai/double/src/lib.rs", &reponse("2 * x"));
    let avant = ouvert.attendre("essai/double — 2 sur 2");
    assert!(
        avant.iter().all(|ligne| ligne.trim().is_empty()),
        "{avant:#?}"
    );
}

/// Un dossier de travail qu'on ne peut pas écrire n'empêche pas de lire le dernier livre ; la
/// vérification, elle, accuse le dossier et non l'exercice.
#[test]
fn un_dossier_protege_laisse_lire_le_dernier_livre() {
    let essai = Essai::nouveau();
    atelier::livre::construire(&essai.projet()).expect("le livre");
    // Un fichier à la place du dossier : l'administrateur lui-même ne peut pas y écrire.
    std::fs::remove_dir_all(essai.chemin("target/atelier")).expect("retirer le dossier");
    essai.ecrire("target/atelier", "");
    let ouvert = Ouvert::sur(&essai);
    drop(ouvert);
    essai.ecrire("cible", "");
    let fin = Command::new(env!("CARGO_BIN_EXE_atelier"))
        .args(["verifier", "double"])
        .current_dir(essai.chemin(""))
        .env("CARGO_TARGET_DIR", essai.chemin("cible"))
        .output()
        .expect("lancer l'atelier");
    let plainte = String::from_utf8_lossy(&fin.stderr);
    assert!(plainte.contains("cible : impossible d'écrire"), "{plainte}");
    assert_eq!(fin.status.code(), Some(2));
}
