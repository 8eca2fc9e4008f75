//! Étape 4, suite : l'hôte reste en service pendant qu'il recharge.

use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, OnceLock, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use super::super::sujet::Host;
use super::etape_4_rechargement::{hote, rendus};
use super::*;

/// On se sert de l'hôte pendant qu'il recharge.
#[test]
fn on_se_sert_de_l_hote_pendant_qu_il_recharge() {
    let place: Arc<OnceLock<Arc<Host>>> = Arc::default();
    let vu_de_la_porte = Arc::clone(&place);
    let mut registre = registre();
    let lente: Door = Box::new(move |_| {
        let hote = Arc::clone(vu_de_la_porte.get().expect("l'hôte est en service"));
        let (emetteur, reponse) = mpsc::channel();
        thread::spawn(move || emetteur.send(rendus(&hote.current(), "1")));
        // Une porte peut durer : compiler, copier, interroger un autre programme.
        let vu = reponse.recv_timeout(Duration::from_secs(3)).expect(
            "`current` ne répond pas pendant qu'une porte travaille : un verrou est tenu trop \
             longtemps",
        );
        assert_eq!(vu, ["1+"], "rien ne change avant que tout soit prêt");
        Ok(faux(|texte| Ok(format!("{texte}~"))))
    });
    registre.register("lente", lente);
    let debut = texte_de(&[("a", "plus")]);
    let hote = Host::open(registre, &debut, Path::new("")).expect("une bonne configuration");
    let hote = Arc::new(hote);
    assert!(place.set(Arc::clone(&hote)).is_ok());
    assert_eq!(hote.reload(&texte_de(&[("a", "lente")])), Ok(()));
    assert_eq!(rendus(&hote.current(), "1"), ["1~"]);
}

/// De deux rechargements, le dernier demandé l'emporte.
#[test]
fn deux_rechargements_ne_s_entremelent_pas() {
    let (commence, debut) = mpsc::channel();
    let (liberer, libre) = mpsc::channel::<()>();
    let libre = Mutex::new(libre);
    let mut registre = registre();
    let lente: Door = Box::new(move |_| {
        let _ = commence.send(());
        let libre = libre.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = libre.recv_timeout(Duration::from_secs(5));
        Ok(faux(|texte| Ok(format!("{texte}~"))))
    });
    registre.register("lente", lente);
    let ouverte = texte_de(&[("a", "plus")]);
    let hote = Host::open(registre, &ouverte, Path::new("")).expect("une bonne configuration");
    thread::scope(|fils| {
        let hote = &hote;
        let lent = fils.spawn(move || hote.reload(&texte_de(&[("a", "lente")])));
        debut
            .recv_timeout(Duration::from_secs(5))
            .expect("le premier rechargement commence");
        let (fini, rapide) = mpsc::channel();
        let second = fils.spawn(move || {
            let issue = hote.reload(&texte_de(&[("a", "moins")]));
            let _ = fini.send(());
            issue
        });
        // S'il n'attend pas le premier, il finit avant lui : on lui en laisse le temps.
        let _ = rapide.recv_timeout(Duration::from_millis(500));
        let _ = liberer.send(());
        assert_eq!(lent.join().expect("le premier ne panique pas"), Ok(()));
        assert_eq!(second.join().expect("le second ne panique pas"), Ok(()));
    });
    assert_eq!(
        rendus(&hote.current(), "1"),
        ["1-"],
        "le second rechargement a été demandé après le premier, qui était plus lent : c'est lui que \
         l'hôte doit servir à la fin, et `reload` a dit que tout allait bien"
    );
}

/// Un rechargement réussi est en service dès que `reload` le dit, quoi que fassent les lecteurs.
#[test]
fn un_rechargement_reussi_est_en_service() {
    let hote = hote(&[("a", "plus")]);
    let fini = AtomicBool::new(false);
    let perdu = thread::scope(|fils| {
        for _ in 0..4 {
            fils.spawn(|| {
                while !fini.load(Ordering::Relaxed) {
                    let _ = hote.current();
                }
            });
        }
        let perdu = (0..2_000).find(|tour| {
            let (porte, attendu) = [("plus", "1+"), ("moins", "1-")][tour % 2];
            let issue = hote.reload(&texte_de(&[("a", porte)]));
            issue != Ok(()) || rendus(&hote.current(), "1") != [attendu]
        });
        fini.store(true, Ordering::Relaxed);
        perdu
    });
    assert_eq!(
        perdu, None,
        "quatre fils lisent `current` sans cesse : au tour indiqué, `reload` n'a pas mis sa chaîne \
         en service"
    );
}
