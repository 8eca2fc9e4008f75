//! Les appels : leurs échecs, et ceux qui sont en cours quand on recharge.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::{DEUXIEME, Fichier, HotScript};

const ATTENTE: Duration = Duration::from_secs(5);

/// Un script qui échoue est une erreur qui garde son message.
#[test]
fn un_script_qui_echoue_est_une_erreur() {
    for (corps, message) in [("throw \"trop tard\"", "trop tard"), ("txet", "txet")] {
        let script = Fichier::new(&format!("fn execute(text) {{ {corps} }}")).charger();
        let erreur = script
            .execute("a")
            .expect_err("ce script échoue, et execute l'a caché");
        assert!(
            erreur.contains(message),
            "le message de « {corps} » est perdu : {erreur}"
        );
    }
}

/// Une réponse qui n'est pas une chaîne est une erreur.
#[test]
fn une_reponse_qui_n_est_pas_une_chaine_est_une_erreur() {
    for corps in ["42", "true", "()", "[text]"] {
        let script = Fichier::new(&format!("fn execute(text) {{ {corps} }}")).charger();
        assert!(
            script.execute("a").is_err(),
            "le script a rendu {corps} au lieu d'une chaîne : {:?}",
            script.execute("a")
        );
    }
}

/// Ce que le script contient hors de ses fonctions n'est jamais exécuté.
#[test]
fn le_corps_du_script_n_est_jamais_execute() {
    let pauses = AtomicUsize::new(0);
    let fichier = Fichier::new("pause(); throw \"corps\"; fn execute(text) { text }");
    let pauses: &'static AtomicUsize = Box::leak(Box::new(pauses));
    let compter = || {
        pauses.fetch_add(1, Ordering::Relaxed);
    };
    let script =
        HotScript::load(&fichier.chemin, compter).expect("ce script s'analyse : il convient");
    for _ in 0..3 {
        assert_eq!(
            script.execute("a").as_deref(),
            Ok("a"),
            "seule la fonction est appelée"
        );
    }
    assert_eq!(
        pauses.load(Ordering::Relaxed),
        0,
        "le corps du script a été exécuté"
    );
}

/// Une `pause` qui prévient, puis attend qu'on laisse repartir l'appel.
struct Pauses {
    arrivees: Receiver<Sender<()>>,
}

impl Pauses {
    fn new() -> (Self, impl Fn() + Send + Sync + 'static) {
        let (arrivee, arrivees) = channel();
        let arrivee = Mutex::new(arrivee);
        let pause = move || {
            let (repartir, signal) = channel();
            let _ = arrivee.lock().unwrap().send(repartir);
            // Si le rechargement attend l'appel, et l'appel le rechargement, on renonce.
            let _ = signal.recv_timeout(Duration::from_secs(3));
        };
        (Self { arrivees }, pause)
    }

    /// Attend qu'un appel soit en pause ; de quoi le laisser repartir.
    fn suivante(&self) -> Sender<()> {
        let arrivee = self.arrivees.recv_timeout(ATTENTE);
        arrivee.expect("le script doit pouvoir appeler pause()")
    }
}

/// `reload`, dans un fil à part : elle ne doit pas attendre.
fn recharger(script: &HotScript) -> Result<bool, String> {
    thread::scope(|fils| {
        let (envoi, verdict) = channel();
        fils.spawn(move || envoi.send(script.reload()));
        verdict
            .recv_timeout(Duration::from_secs(2))
            .unwrap_or_else(|_| {
                Err(
                    "reload attend qu'un appel finisse : il garde le verrou ; copiez l'Arc de la \
                 version, puis rendez le verrou"
                        .to_owned(),
                )
            })
    })
}

/// Trois versions se succèdent pendant deux appels, qui finissent chacun avec la leur.
#[test]
fn un_appel_en_cours_n_empeche_pas_le_rechargement() {
    let version = |nom: &str| {
        format!(
            "fn suite(text) {{ `{nom} ${{text}}` }} fn execute(text) {{ pause(); suite(text) }}"
        )
    };
    let fichier = Fichier::new(&version("ancien"));
    let (pauses, pause) = Pauses::new();
    let script = HotScript::load(&fichier.chemin, pause).expect("ce script convient");
    thread::scope(|fils| {
        let premier = fils.spawn(|| script.execute("a"));
        let laisser_le_premier = pauses.suivante();
        fichier.ecrire(&version("moyen"));
        let un = recharger(&script);
        let second = fils.spawn(|| script.execute("b"));
        let laisser_le_second = pauses.suivante();
        fichier.ecrire(DEUXIEME);
        let deux = recharger(&script);
        let pendant = script.execute("c");
        let _ = (laisser_le_second.send(()), laisser_le_premier.send(()));
        assert_eq!((un, deux), (Ok(true), Ok(true)));
        assert_eq!(
            pendant.as_deref(),
            Ok("2 c"),
            "un nouvel appel prend la nouvelle version"
        );
        let reponses = [premier, second].map(|appel| appel.join().unwrap().unwrap_or_default());
        assert_eq!(
            reponses,
            ["ancien a", "moyen b"],
            "un appel en cours finit avec la version qui l'a commencé"
        );
    });
}
