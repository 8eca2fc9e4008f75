//! L'échéance : elle arrête à temps, elle n'arrête pas avant.

use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use rhai::EvalAltResult;

use super::super::sujet::sandbox;
use super::{Stop, run};

/// Ce script dure des secondes en peu d'opérations : chaque tour copie un demi-mébioctet.
const LENT: &str = "let s = \"x\"; for i in 0..19 { s += s; }
    let n = 0; while n < 50_000 { n += 1; let t = s + \"y\"; }";

/// Une durée nulle arrête le script avant son premier pas.
#[test]
fn une_duree_nulle_arrete_le_script() {
    for script in ["while true {}", "\"vu\""] {
        assert_eq!(
            run(script, Duration::ZERO),
            Err(Stop::Time),
            "avec une durée nulle, c'est l'échéance qui doit arrêter le script, avant le compte \
             des opérations : on_progress"
        );
    }
}

/// L'échéance arrête un script lent, à temps.
#[test]
fn l_echeance_arrete_un_script_lent() {
    let time = Duration::from_millis(200);
    let (envoi, reception) = channel();
    let depart = Instant::now();
    thread::spawn(move || envoi.send((run(LENT, time), depart.elapsed())));
    let Ok((issue, duree)) = reception.recv_timeout(Duration::from_secs(8)) else {
        panic!("l'échéance de {time:?} est passée depuis longtemps, et le script tourne encore")
    };
    assert_eq!(
        issue,
        Err(Stop::Time),
        "l'échéance est comparée au temps qui passe"
    );
    assert!(
        duree < time * 8,
        "l'échéance est de {time:?}, le script a duré {duree:?}"
    );
}

/// Un script plus court que l'échéance n'est pas arrêté.
#[test]
fn l_echeance_n_arrete_pas_avant_l_heure() {
    let time = Duration::from_millis(900);
    // Sur une machine très chargée, ce script d'un pas pourrait attendre son tour : trois essais.
    let passe = (0..3).any(|_| run("\"vu\"", time).as_deref() == Ok("vu"));
    assert!(
        passe,
        "ce script d'un pas a été arrêté bien avant la fin de {time:?}"
    );
}

/// La durée se compte depuis l'appel de `sandbox`.
#[test]
fn la_duree_se_compte_depuis_l_appel() {
    let moteur = sandbox(Duration::from_millis(50));
    thread::sleep(Duration::from_millis(60));
    for _ in 0..2 {
        let issue = moteur.eval::<String>("\"vu\"");
        assert!(
            matches!(
                issue.as_ref().map_err(|e| &**e),
                Err(EvalAltResult::ErrorTerminated(..))
            ),
            "l'échéance est passée avant que le script commence ; obtenu {issue:?}"
        );
    }
}

/// La plus longue des durées revient à n'avoir pas d'échéance.
#[test]
fn la_plus_longue_duree_ne_fait_pas_paniquer() {
    assert_eq!(
        run("\"vu\"", Duration::MAX).as_deref(),
        Ok("vu"),
        "Instant::now() + Duration::MAX panique : comparez une durée écoulée à `time`"
    );
}

/// Deux bacs à sable ont chacun leur échéance et leur compte.
#[test]
fn deux_bacs_a_sable_ne_partagent_rien() {
    let long = sandbox(Duration::from_secs(3600));
    let nul = sandbox(Duration::ZERO);
    for _ in 0..50 {
        let script = "let n = 0; for i in 0..8000 { n += 1; } \"vu\"";
        assert_eq!(long.eval::<String>(script).ok().as_deref(), Some("vu"));
        assert!(
            nul.eval::<String>(script).is_err(),
            "son échéance est passée"
        );
    }
}
