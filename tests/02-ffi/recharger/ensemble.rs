//! Plusieurs fils d'exécution à la fois.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use verifications::bibliotheque;

use super::atelier::{Atelier, VERSION_1, VERSION_2, recharger, reponse};

/// L'hôte travaille pendant le rechargement.
#[test]
fn l_hote_travaille_pendant_le_rechargement() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    let fini = AtomicBool::new(false);
    thread::scope(|fils| {
        let rechargeur = fils.spawn(|| {
            for tour in 0..7 {
                let temoin = ["temoin-salut-2", "temoin-salut-1"][tour % 2];
                atelier.publier(&bibliotheque(temoin));
                recharger(&greffon).expect("ces versions respectent le contrat");
            }
        });
        for _ in 0..3 {
            fils.spawn(|| {
                while !fini.load(Ordering::Acquire) {
                    let reponse = reponse(&greffon);
                    assert!(
                        [VERSION_1, VERSION_2].contains(&reponse.as_str()),
                        "pendant un rechargement, une version ou l'autre répond : {reponse}"
                    );
                }
            });
        }
        let issue = rechargeur.join();
        fini.store(true, Ordering::Release);
        issue.expect("reload ne panique pas");
    });
    assert_eq!(
        reponse(&greffon),
        VERSION_2,
        "la dernière version parue est la version 2"
    );
}

/// Des rechargements simultanés finissent tous, et la dernière version parue est en place.
#[test]
fn des_rechargements_simultanes_finissent() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    for tour in 0..5 {
        let (temoin, attendue) =
            [("temoin-salut-2", VERSION_2), ("temoin-salut-1", VERSION_1)][tour % 2];
        atelier.publier(&bibliotheque(temoin));
        let depart = Barrier::new(4);
        thread::scope(|fils| {
            for _ in 0..4 {
                fils.spawn(|| {
                    depart.wait();
                    recharger(&greffon).expect("ces versions respectent le contrat");
                });
            }
        });
        assert_eq!(
            reponse(&greffon),
            attendue,
            "quatre rechargements en même temps : chacun a sa copie, et le fichier dit la version"
        );
    }
}
