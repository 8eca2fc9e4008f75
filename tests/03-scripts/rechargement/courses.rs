//! Plusieurs fils à la fois : appels et rechargements, rechargements entre eux.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rhai::Engine;

use super::verrou::recharger_sous_un_verrou;
use super::{DEUXIEME, Fichier, HotScript, PREMIERE};

/// Un script long à analyser, et le temps que Rhai y met ici.
fn script_lent() -> (String, Duration) {
    let fonctions = (0..1_500).map(|n| {
        format!("fn f{n}(a) {{ let b = a + {n}; if b > 2 {{ b * 3 }} else {{ [b, a] }} }}\n")
    });
    let texte: String = fonctions.collect::<String>() + "fn execute(text) { `lent ${text}` }";
    let depart = Instant::now();
    Engine::new()
        .compile(&texte)
        .expect("ce script est bien écrit");
    (texte, depart.elapsed())
}

/// Un lecteur qui tient un verrou retarde l'échange, et ne le fait pas perdre.
#[test]
fn un_verrou_pris_ne_fait_pas_perdre_la_version() {
    let fichier = Fichier::new(PREMIERE);
    let script = fichier.charger();
    for rang in 0..8 {
        let attendu = format!("version {rang}");
        let texte = format!("fn execute(text) {{ `version {rang}` }}");
        let Some(issue) = recharger_sous_un_verrou(&script, rang, || fichier.ecrire(&texte)) else {
            return;
        };
        assert_eq!(
            (issue, script.execute("a")),
            (Ok(true), Ok(attendu)),
            "un lecteur tenait un verrou pendant l'échange, et la nouvelle version est perdue : \
             attendez-le, `write` et non `try_write`"
        );
    }
}

/// Recharge un script lent pendant qu'un fil appelle : le plus long appel, et le rechargement.
fn appeler_pendant_un_rechargement(script: &HotScript) -> (Duration, Duration) {
    let fini = AtomicBool::new(false);
    thread::scope(|fils| {
        let appels = fils.spawn(|| {
            let mut plus_long = Duration::ZERO;
            while !fini.load(Ordering::Relaxed) {
                let depart = Instant::now();
                let _ = script.execute("a");
                plus_long = plus_long.max(depart.elapsed());
            }
            plus_long
        });
        let depart = Instant::now();
        let _ = script.reload();
        let rechargement = depart.elapsed();
        fini.store(true, Ordering::Relaxed);
        (appels.join().unwrap_or_default(), rechargement)
    })
}

/// Un appel n'attend pas la fin d'un rechargement.
#[test]
fn un_appel_n_attend_pas_le_rechargement() {
    let fichier = Fichier::new(PREMIERE);
    let script = fichier.charger();
    let (lent, _) = script_lent();
    // Un appel arrêté par un verrou l'est à chaque essai ; par une machine chargée, non.
    let libre = (0..4).any(|tour| {
        fichier.ecrire(&format!("{lent} // {tour}"));
        let (plus_long, rechargement) = appeler_pendant_un_rechargement(&script);
        plus_long < rechargement / 2
    });
    assert!(
        libre,
        "un appel a attendu presque tout un rechargement : lisez et analysez avant de prendre le \
         verrou en écriture"
    );
}

/// Deux rechargements simultanés finissent par le texte le plus récent.
#[test]
fn deux_rechargements_simultanes_finissent_par_le_plus_recent() {
    let (lent, duree) = script_lent();
    for part in [4, 3, 2] {
        let fichier = Fichier::new(PREMIERE);
        let script = fichier.charger();
        fichier.ecrire(&lent);
        thread::scope(|fils| {
            fils.spawn(|| script.reload());
            // Le premier a lu le texte lent et l'analyse ; le second en trouve un court.
            thread::sleep(duree / part);
            fichier.ecrire(DEUXIEME);
            let _ = script.reload();
        });
        assert_eq!(
            script.execute("a").as_deref(),
            Ok("2 a"),
            "le rechargement commencé le premier a fini le dernier, et remis une version plus \
             ancienne que le fichier : faites-les passer l'un après l'autre"
        );
        assert_eq!(
            script.reload(),
            Ok(false),
            "la version en service est celle du fichier"
        );
    }
}
