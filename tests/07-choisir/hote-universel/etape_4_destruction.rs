//! Étape 4, fin : l'ancienne chaîne est détruite sans gêner personne.

use std::sync::{Mutex, OnceLock, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use super::super::sujet::Host;
use super::etape_4_rechargement::rendus;
use super::*;

/// Un module dont la destruction se sert de l'hôte.
struct Adieu(Arc<OnceLock<Arc<Host>>>, Arc<Mutex<Vec<Vec<String>>>>);

impl Plugin for Adieu {
    fn name(&self) -> &str {
        "adieu"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, texte: &str) -> Result<String, PluginError> {
        Ok(format!("{texte}…"))
    }
}

impl Drop for Adieu {
    fn drop(&mut self) {
        let Some(hote) = self.0.get().cloned() else {
            return;
        };
        let (emetteur, reponse) = mpsc::channel();
        thread::spawn(move || emetteur.send(rendus(&hote.current(), "1")));
        if let Ok(vu) = reponse.recv_timeout(Duration::from_secs(3)) {
            let mut vus = self.1.lock().unwrap_or_else(PoisonError::into_inner);
            vus.push(vu);
        }
    }
}

/// On se sert de l'hôte pendant que l'ancienne chaîne est détruite.
#[test]
fn on_se_sert_de_l_hote_pendant_qu_il_detruit() {
    let place: Arc<OnceLock<Arc<Host>>> = Arc::default();
    let vus: Arc<Mutex<Vec<Vec<String>>>> = Arc::default();
    let mut registre = registre();
    let pour_la_porte = (Arc::clone(&place), Arc::clone(&vus));
    let adieu: Door = Box::new(move |_| {
        let (place, vus) = pour_la_porte.clone();
        Ok(Box::new(Adieu(place, vus)))
    });
    registre.register("adieu", adieu);
    let debut = texte_de(&[("a", "adieu")]);
    let hote = Host::open(registre, &debut, Path::new("")).expect("une bonne configuration");
    let hote = Arc::new(hote);
    assert!(place.set(Arc::clone(&hote)).is_ok());
    assert_eq!(hote.reload(&texte_de(&[("a", "moins")])), Ok(()));
    assert_eq!(
        *vus.lock().unwrap_or_else(PoisonError::into_inner),
        [["1-"]],
        "un module a demandé `current` pendant qu'on le détruisait : l'hôte doit répondre, et la \
         nouvelle chaîne être déjà en service. Un verrou tenu pendant la destruction bloque tout \
         le monde"
    );
}
