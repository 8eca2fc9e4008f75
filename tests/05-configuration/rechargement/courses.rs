//! Plusieurs relectures à la fois : elles passent l'une après l'autre.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{Reload, charger, jamais, ouvrir};

/// Attend qu'un autre fil d'exécution, déjà parti, envoie un signal ; ou qu'il soit clair qu'il attend.
///
/// Un délai fixe serait trop court sur une machine chargée et trop long sur les autres. Ici,
/// cinquante fils sont lancés l'un après l'autre et vont chacun à leur terme : celui qui est parti
/// avant eux, et qui n'a toujours rien envoyé, est arrêté par un verrou.
fn laisser_passer_avant(signal: &mpsc::Receiver<()>) {
    for _ in 0..50 {
        let dernier = thread::spawn(|| thread::sleep(Duration::from_millis(1)));
        let _ = dernier.join();
        if signal.try_recv().is_ok() {
            return;
        }
    }
}

/// Deux relectures simultanées du même texte mauvais ne font qu'un refus.
#[test]
fn deux_relectures_simultanees_du_meme_texte_mauvais_ne_font_qu_un_refus() {
    let live = ouvrir("1");
    let (appel, appels) = mpsc::channel();
    let refus = AtomicUsize::new(0);
    let compter = |issue: Reload| {
        if matches!(issue, Reload::Rejected(_)) {
            refus.fetch_add(1, Ordering::Relaxed);
        }
    };
    thread::scope(|portee| {
        compter(live.reload("deux", |texte| {
            let (live, appel) = (&live, appel.clone());
            let (emetteur, parti) = mpsc::channel();
            portee.spawn(move || {
                let _ = emetteur.send(());
                compter(live.reload("deux", |texte| {
                    let _ = appel.send(());
                    charger(texte)
                }));
            });
            // La seconde relecture a commencé. Si rien ne la retient, elle arrive à `load`.
            let _ = parti.recv();
            laisser_passer_avant(&appels);
            charger(texte)
        }));
    });
    assert_eq!(
        refus.load(Ordering::Relaxed),
        1,
        "le même mauvais texte, reçu deux fois en même temps, est dit deux fois"
    );
}

/// Une relecture rapide ne passe pas devant une lente, et la dernière commencée reste en service.
#[test]
fn deux_relectures_simultanees_passent_l_une_apres_l_autre() {
    for (lent, rapide, issue) in [
        ("2", "3", Reload::Replaced),
        ("mauvais", "3", Reload::Replaced),
        (
            "2",
            "pire",
            Reload::Rejected("« pire » n'est pas un nombre".to_owned()),
        ),
    ] {
        let live = ouvrir("1");
        let (appel, appels) = mpsc::channel();
        let (fin, finie) = mpsc::channel();
        thread::scope(|portee| {
            live.reload(lent, |texte| {
                let (live, appel) = (&live, appel.clone());
                let (issue, parvenue) = (fin.clone(), fin.clone());
                let (emetteur, parti) = mpsc::channel();
                portee.spawn(move || {
                    let _ = emetteur.send(());
                    let _ = issue.send(live.reload(rapide, |texte| {
                        let _ = appel.send(());
                        charger(texte)
                    }));
                });
                let _ = parti.recv();
                // Si rien ne la retient, la relecture rapide finit avant la lente.
                laisser_passer_avant(&appels);
                let _ = finie
                    .recv_timeout(Duration::from_millis(50))
                    .map(|vue| parvenue.send(vue));
                charger(texte)
            });
        });
        assert_eq!(finie.try_recv(), Ok(issue), "la relecture de « {rapide} »");
        let attendue = if rapide == "3" { 3 } else { 2 };
        assert_eq!(
            live.current().gauche,
            attendue,
            "« {lent} », lente, a commencé avant « {rapide} », rapide : c'est « {rapide} » qui est la \
             dernière. Tenez le verrou des relectures pendant `load`"
        );
        assert_eq!(
            live.reload(rapide, jamais),
            Reload::Unchanged,
            "c'est le dernier texte reçu"
        );
    }
}
