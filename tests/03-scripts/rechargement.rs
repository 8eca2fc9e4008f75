//! Ce que l'exercice `scripts/rechargement` doit garantir.

use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use super::sujet::HotScript;

const PREMIERE: &str = "fn execute(text) { `1 ${text}` }";
const DEUXIEME: &str = "fn execute(text) { `2 ${text}` }";

/// Un fichier de script dans un dossier à lui.
struct Fichier {
    chemin: PathBuf,
    _dossier: TempDir,
}

impl Fichier {
    fn new(script: &str) -> Self {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        let fichier = Self {
            chemin: dossier.path().join("salut.rhai"),
            _dossier: dossier,
        };
        fichier.ecrire(script);
        fichier
    }

    fn ecrire(&self, script: &str) {
        fs::write(&self.chemin, script).expect("écrire le script");
    }

    fn charger(&self) -> HotScript {
        HotScript::load(&self.chemin, || {}).expect("ce script convient : load doit rendre Ok")
    }
}

#[test]
fn le_script_charge_travaille() {
    let script = Fichier::new(PREMIERE).charger();
    assert_eq!(script.execute("a").as_deref(), Ok("1 a"));
}

#[test]
fn un_premier_script_sans_execute_est_refuse() {
    for incomplet in ["fn autre(text) { text }", "fn execute() { \"a\" }"] {
        let fichier = Fichier::new(incomplet);
        assert!(
            HotScript::load(&fichier.chemin, || {}).is_err(),
            "load doit vérifier qu'il y a une fonction execute à un paramètre : {incomplet}"
        );
    }
}

#[test]
fn une_nouvelle_version_prend_le_service() {
    let fichier = Fichier::new(PREMIERE);
    let script = fichier.charger();
    fichier.ecrire(DEUXIEME);
    assert_eq!(
        script.execute("a").as_deref(),
        Ok("1 a"),
        "tant que reload n'est pas appelée, rien ne change"
    );
    assert_eq!(script.reload(), Ok(true));
    assert_eq!(script.execute("a").as_deref(), Ok("2 a"));
}

#[test]
fn un_fichier_inchange_ne_change_rien() {
    let fichier = Fichier::new(PREMIERE);
    let script = fichier.charger();
    assert_eq!(script.reload(), Ok(false), "le texte est le même");
    fichier.ecrire(DEUXIEME);
    assert_eq!(script.reload(), Ok(true));
    assert_eq!(
        script.reload(),
        Ok(false),
        "le texte se compare à celui de la version en service, pas à la première"
    );
}

#[test]
fn une_version_mal_ecrite_laisse_l_ancienne() {
    let fichier = Fichier::new(PREMIERE);
    let script = fichier.charger();
    fichier.ecrire("fn execute(text) { `2 ${text");
    assert!(script.reload().is_err(), "cette version ne s'analyse pas");
    assert_eq!(
        script.execute("a").as_deref(),
        Ok("1 a"),
        "une version refusée ne doit pas déloger celle qui marchait"
    );
}

#[test]
fn une_version_sans_execute_laisse_l_ancienne() {
    let fichier = Fichier::new(PREMIERE);
    let script = fichier.charger();
    fichier.ecrire("fn autre(text) { text }");
    assert!(
        script.reload().is_err(),
        "la nouvelle version n'a pas d'execute : elle ne convient pas"
    );
    assert_eq!(
        script.execute("a").as_deref(),
        Ok("1 a"),
        "une version refusée ne doit pas déloger celle qui marchait"
    );
}

#[test]
fn un_fichier_disparu_laisse_l_ancienne() {
    let fichier = Fichier::new(PREMIERE);
    let script = fichier.charger();
    fs::remove_file(&fichier.chemin).expect("retirer le fichier");
    assert!(script.reload().is_err(), "il n'y a plus de fichier à lire");
    assert_eq!(script.execute("a").as_deref(), Ok("1 a"));
}

#[test]
fn un_appel_en_cours_n_empeche_pas_le_rechargement() {
    let fichier = Fichier::new(
        "fn suite(text) { `ancien ${text}` } fn execute(text) { pause(); suite(text) }",
    );
    // Le script prévient qu'il est en pause, puis attend qu'on le laisse repartir.
    let (en_pause, arrivee) = channel();
    let (repartir, attente) = channel::<()>();
    let attente = Mutex::new(attente);
    let en_pause = Mutex::new(en_pause);
    let script = HotScript::load(&fichier.chemin, move || {
        en_pause.lock().unwrap().send(()).unwrap();
        // Si le rechargement attend l'appel, et l'appel le rechargement, on renonce.
        let _ = attente.lock().unwrap().recv_timeout(Duration::from_secs(5));
    })
    .expect("ce script convient");

    let (recharge, verdict) = channel();
    thread::scope(|fils| {
        let appel = fils.spawn(|| script.execute("a"));
        arrivee
            .recv_timeout(Duration::from_secs(5))
            .expect("le script doit pouvoir appeler pause()");
        fichier.ecrire(DEUXIEME);
        fils.spawn(|| recharge.send(script.reload()).unwrap());
        let verdict = verdict.recv_timeout(Duration::from_secs(2));
        let _ = repartir.send(());
        assert_eq!(
            verdict,
            Ok(Ok(true)),
            "reload doit réussir pendant qu'un appel est en cours ; s'il attend, c'est que \
             l'appel garde le verrou : copiez l'Arc de la version, puis rendez le verrou"
        );
        assert_eq!(
            appel.join().unwrap().as_deref(),
            Ok("ancien a"),
            "l'appel en cours finit avec la version qui l'a commencé"
        );
    });
    assert_eq!(script.execute("a").as_deref(), Ok("2 a"));
}
