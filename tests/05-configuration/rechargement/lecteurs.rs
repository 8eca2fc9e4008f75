//! Ceux qui lisent : ils n'attendent pas, et ne voient jamais deux configurations à la fois.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use super::{Live, Reload, charger, ouvrir};

/// On lit sans attendre pendant une relecture.
#[test]
fn on_lit_sans_attendre_pendant_une_relecture() {
    let live = Arc::new(ouvrir("1"));
    let lecteur = Arc::clone(&live);
    let issue = live.reload("2", |texte| {
        let (emetteur, reponse) = mpsc::channel();
        thread::spawn(move || emetteur.send(lecteur.current().gauche));
        let vu = reponse.recv_timeout(Duration::from_secs(3)).expect(
            "`current` ne répond pas pendant que `load` travaille : un verrou est tenu trop longtemps",
        );
        assert_eq!(vu, 1, "rien ne change avant la fin de `load`");
        charger(texte)
    });
    assert_eq!(issue, Reload::Replaced);
    assert_eq!(live.current().gauche, 2);
}

/// Une configuration qui, quand elle est détruite, demande celle qui est en service.
struct Curieuse {
    live: Arc<OnceLock<Live<Curieuse>>>,
    vu: mpsc::Sender<bool>,
}

impl Drop for Curieuse {
    fn drop(&mut self) {
        let live = Arc::clone(&self.live);
        let (envoi, reponse) = mpsc::channel();
        thread::spawn(move || {
            envoi.send(
                live.get()
                    .is_some_and(|live| Arc::strong_count(&live.current()) > 0),
            )
        });
        let _ = self
            .vu
            .send(reponse.recv_timeout(Duration::from_secs(2)) == Ok(true));
    }
}

/// On lit sans attendre pendant que l'ancienne configuration est détruite.
#[test]
fn on_lit_sans_attendre_pendant_une_destruction() {
    let live = Arc::new(OnceLock::new());
    let (vu, vus) = mpsc::channel();
    let charger = |_: &str| {
        let (live, vu) = (Arc::clone(&live), vu.clone());
        Ok(Curieuse { live, vu })
    };
    let ouverte = Live::open("1", charger).expect("tout texte convient");
    assert!(live.set(ouverte).is_ok(), "la place était vide");
    let servie = live.get().expect("elle vient d'être posée");
    assert_eq!(servie.reload("2", charger), Reload::Replaced);
    assert_eq!(
        vus.try_recv(),
        Ok(true),
        "l'ancienne configuration est détruite sous le verrou des lecteurs, ou elle est gardée : \
         sortez-la par `mem::replace`, rendez le verrou, puis laissez-la finir"
    );
}

/// Huit lecteurs ne voient ni état déchiré ni recul pendant cinq cents relectures.
#[test]
fn huit_lecteurs_pendant_cinq_cents_relectures() {
    const RELECTURES: usize = 500;
    let live = ouvrir("0");
    let fini = AtomicBool::new(false);
    thread::scope(|portee| {
        for _ in 0..8 {
            portee.spawn(|| {
                let mut dernier = 0;
                while !fini.load(Ordering::Relaxed) {
                    let config = live.current();
                    assert_eq!(config.gauche, config.droite, "un état déchiré");
                    assert!(
                        config.gauche >= dernier,
                        "une ancienne configuration est revenue"
                    );
                    dernier = config.gauche;
                }
            });
        }
        // Rien n'est affirmé avant `fini` : les lecteurs tourneraient sans fin.
        let (mut mauvaises, mut attendue, mut reculs) = (0, 0, Vec::new());
        for n in 1..=RELECTURES {
            let texte = if n % 3 == 0 {
                format!("faux {n}")
            } else {
                attendue = n;
                n.to_string()
            };
            if let Reload::Rejected(_) = live.reload(&texte, charger) {
                mauvaises += 1;
            }
            let servie = live.current().gauche;
            if servie != attendue {
                reculs.push((texte, servie));
            }
        }
        fini.store(true, Ordering::Relaxed);
        assert_eq!(
            mauvaises,
            RELECTURES / 3,
            "chaque mauvais texte est refusé, et lui seul"
        );
        assert_eq!(
            reculs.first(),
            None,
            "après ce texte, la configuration en service n'est pas la dernière bonne"
        );
    });
    assert_eq!(live.current().gauche, RELECTURES);
}
