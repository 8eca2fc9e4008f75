//! Ce que l'exercice `configuration/rechargement` doit garantir.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use verifications::instantane;

use super::sujet::{Live, Reload};

/// Une configuration dont les deux moitiés doivent toujours s'accorder.
#[derive(Debug, PartialEq)]
struct Config {
    gauche: usize,
    droite: usize,
}

/// Charge un nombre ; tout autre texte est mauvais.
fn charger(texte: &str) -> Result<Config, String> {
    let nombre = texte
        .parse()
        .map_err(|_| format!("« {texte} » n'est pas un nombre"))?;
    Ok(Config {
        gauche: nombre,
        droite: nombre,
    })
}

fn ouvrir(texte: &str) -> Live<Config> {
    Live::open(texte, charger).expect("un nombre est une bonne configuration")
}

/// `load` ne devait pas être appelée.
fn jamais(texte: &str) -> Result<Config, String> {
    panic!("« {texte} » est le dernier texte reçu : `load` n'a pas à être appelée de nouveau")
}

#[test]
fn une_premiere_configuration_mauvaise_est_refusee() {
    let refus = Live::open("trois", charger).map(|_| ());
    assert_eq!(refus, Err("« trois » n'est pas un nombre".to_owned()));
    assert_eq!(
        ouvrir("3").current().gauche,
        3,
        "une bonne configuration entre en service"
    );
}

#[test]
fn une_bonne_configuration_remplace_l_ancienne() {
    let live = ouvrir("1");
    let commence = live.current();
    assert_eq!(live.reload("2", charger), Reload::Replaced);
    assert_eq!(live.current().gauche, 2);
    assert_eq!(
        commence.gauche, 1,
        "qui tient une configuration la garde entière"
    );
}

#[test]
fn un_texte_mauvais_ne_change_rien() {
    let live = ouvrir("1");
    let avant = live.current();
    assert_eq!(
        live.reload("deux", charger),
        Reload::Rejected("« deux » n'est pas un nombre".to_owned())
    );
    assert!(
        Arc::ptr_eq(&avant, &live.current()),
        "la configuration en service est la même, et non une copie reconstruite"
    );
}

#[test]
fn le_dernier_texte_n_est_pas_essaye_de_nouveau() {
    let live = ouvrir("1");
    let mut issues = vec![live.reload("1", jamais), live.reload("deux", charger)];
    issues.push(live.reload("deux", jamais));
    // Le bon texte revient, puis le mauvais : ce sont de vrais changements.
    for texte in ["1", "deux", "3"] {
        issues.push(live.reload(texte, charger));
    }
    issues.push(live.reload("3", jamais));
    let issues: Vec<String> = issues.iter().map(|issue| format!("{issue:?}")).collect();
    instantane!("issues", issues.join("\n"));
}

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

#[test]
fn une_panique_de_load_n_arrete_pas_la_suite() {
    let live = ouvrir("1");
    let essai = panic::catch_unwind(AssertUnwindSafe(|| {
        live.reload("2", |_| panic!("au secours"))
    }));
    assert!(
        essai.is_err(),
        "la panique remonte à celui qui a appelé `reload`"
    );
    let suite = panic::catch_unwind(AssertUnwindSafe(|| {
        let avant = live.current().gauche;
        (avant, live.reload("3", charger), live.current().gauche)
    }));
    assert_eq!(
        suite.ok(),
        Some((1, Reload::Replaced, 3)),
        "après la panique, l'ancienne configuration sert encore et une autre peut la remplacer : \
         un verrou empoisonné n'est pas un verrou cassé"
    );
}

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
