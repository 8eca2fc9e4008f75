//! Un verrou tenu à coup sûr : `{:?}` d'un `Mutex` ou d'un `RwLock` le prend pendant qu'il écrit.

use std::cell::RefCell;
use std::fmt;
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use super::{Live, Reload};

/// Une configuration dont l'écriture par `{:?}` attend, verrou tenu, qu'on la laisse finir.
struct Lente {
    nom: String,
    arrivee: mpsc::Sender<()>,
    repartir: Mutex<mpsc::Receiver<()>>,
}

impl fmt::Debug for Lente {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _ = self.arrivee.send(());
        let _ = self.repartir.lock().map(|signal| signal.recv());
        f.write_str(&self.nom)
    }
}

/// Un lecteur qui tient le verrou retarde l'échange, et ne le fait pas perdre.
#[test]
fn un_verrou_pris_ne_fait_pas_perdre_la_configuration() {
    let (arrivee, arrivees) = mpsc::channel();
    let (laisser, repartir) = mpsc::channel();
    let repartir = RefCell::new(Some(repartir));
    let charger = |texte: &str| {
        let (nom, arrivee) = (texte.to_owned(), arrivee.clone());
        // Seule la première attend ; la place des suivantes est un canal déjà fermé.
        let repartir = Mutex::new(repartir.take().unwrap_or_else(|| mpsc::channel().1));
        Ok(Lente {
            nom,
            arrivee,
            repartir,
        })
    };
    let live = Live::open("1", charger).expect("tout texte convient");
    let seconde = charger("2");
    thread::scope(|fils| {
        // `{:?}` d'un verrou le prend, écrit ce qu'il garde, puis le rend.
        let ecriture = fils.spawn(|| format!("{live:?}").len());
        if arrivees.recv_timeout(Duration::from_secs(2)).is_err() {
            return;
        }
        let (envoi, issue) = mpsc::channel();
        let live = &live;
        fils.spawn(move || envoi.send(live.reload("2", |_| seconde)));
        let sans_attendre = issue.recv_timeout(Duration::from_millis(100));
        drop(laisser);
        assert_eq!(
            sans_attendre.or_else(|_| issue.recv()),
            Ok(Reload::Replaced)
        );
        assert!(ecriture.join().is_ok());
    });
    assert_eq!(
        live.reload("2", |_| Err("non".to_owned())),
        Reload::Unchanged
    );
    assert_eq!(
        live.current().nom,
        "2",
        "un lecteur tenait le verrou pendant l'échange, et la configuration annoncée est perdue : \
         attendez-le, `lock` et non `try_lock`"
    );
}
