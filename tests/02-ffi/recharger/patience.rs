//! Un greffon qui prend son temps : pour s'initialiser, pour partir.
//!
//! Il attend un signe du contrôle. Ce qui devrait rester libre pendant ce temps, et ne l'est pas,
//! empêche le signe de venir : le greffon renonce, et le test le voit.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use ch_contrat::Plugin;
use verifications::bibliotheque;

use super::atelier::{Atelier, VERSION_1, VERSION_2, recharger, reponse};

/// Les signes, qui sont ceux de tout le processus : un seul test s'en sert à la fois.
struct Signes {
    _un_seul: MutexGuard<'static, ()>,
}

impl Signes {
    fn a_moi() -> Self {
        static SIGNES: Mutex<()> = Mutex::new(());
        let _un_seul = SIGNES.lock().unwrap_or_else(PoisonError::into_inner);
        temoin_init_patient::clear();
        Self { _un_seul }
    }
}

impl Drop for Signes {
    fn drop(&mut self) {
        temoin_init_patient::clear();
    }
}

/// Un `init` lent ne fait attendre personne.
#[test]
fn un_init_lent_ne_fait_attendre_personne() {
    let _signes = Signes::a_moi();
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    atelier.publier(&bibliotheque("temoin-init-patient"));
    let (pendant, verdict) = thread::scope(|fils| {
        let rechargeur = fils.spawn(|| recharger(&greffon));
        while !temoin_init_patient::has_started() && !rechargeur.is_finished() {
            thread::yield_now();
        }
        // Ici, la nouvelle version s'initialise, et ne finira pas sans `let_go`.
        let pendant = reponse(&greffon);
        temoin_init_patient::let_go().expect("faire signe au greffon");
        (pendant, rechargeur.join().expect("reload ne panique pas"))
    });
    assert!(
        verdict.is_ok(),
        "la nouvelle version attend, pour finir son init, une réponse du greffon du moment ; \
         elle a renoncé ({verdict:?}). Qui appelle current() ne doit pas attendre init : que \
         faites-vous pendant que vous tenez le verrou ?"
    );
    assert_eq!(
        pendant, VERSION_1,
        "pendant l'init de la nouvelle version, c'est encore la première qui répond"
    );
}

/// Un rechargement lent ne remet pas sa version par-dessus une plus neuve.
#[test]
fn un_rechargement_lent_ne_defait_pas_le_suivant() {
    let _signes = Signes::a_moi();
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    atelier.publier(&bibliotheque("temoin-init-patient"));
    let (pendant, verdicts) = thread::scope(|fils| {
        let lent = fils.spawn(|| recharger(&greffon));
        while !temoin_init_patient::has_started() && !lent.is_finished() {
            thread::yield_now();
        }
        atelier.publier(&bibliotheque("temoin-salut-2"));
        let rapide = fils.spawn(|| recharger(&greffon));
        // Le second attend son tour : il ne finit pas. S'il ne l'attend pas, il a le temps de finir.
        let debut = Instant::now();
        while !rapide.is_finished() && debut.elapsed() < Duration::from_secs(1) {
            thread::yield_now();
        }
        let pendant = reponse(&greffon);
        temoin_init_patient::let_go().expect("faire signe au greffon");
        let verdicts = [lent, rapide].map(|fils| fils.join().expect("reload ne panique pas"));
        (pendant, verdicts)
    });
    assert!(
        verdicts.iter().all(Result::is_ok),
        "un rechargement lent, un autre qui le suit : les deux doivent réussir, obtenu {verdicts:?}"
    );
    assert!(
        [VERSION_1, VERSION_2].contains(&pendant.as_str()),
        "pendant ce temps, le dernier bon répond : {pendant}"
    );
    assert_eq!(
        (greffon.current().version(), reponse(&greffon).as_str()),
        ("2.0.0", VERSION_2),
        "la version 2 est parue après celle que le rechargement lent avait copiée : c'est elle qui \
         doit rester"
    );
}

/// L'ancienne version se détruit hors du verrou : sa destruction peut être longue.
#[test]
fn un_depart_lent_ne_fait_attendre_personne() {
    let _signes = Signes::a_moi();
    let atelier = Atelier::nouveau();
    atelier.publier(&bibliotheque("temoin-init-patient"));
    temoin_init_patient::let_go().expect("faire signe au greffon");
    let greffon = atelier.ouvrir();
    temoin_init_patient::hold_back().expect("retenir le greffon");
    atelier.publier(&bibliotheque("temoin-salut-2"));
    let pendant = thread::scope(|fils| {
        let rechargeur = fils.spawn(|| recharger(&greffon));
        while !temoin_init_patient::is_leaving() && !rechargeur.is_finished() {
            thread::yield_now();
        }
        // Ici, l'ancienne version se détruit, et ne finira pas sans `farewell`.
        let pendant = reponse(&greffon);
        temoin_init_patient::farewell().expect("faire signe au greffon");
        let verdict = rechargeur.join().expect("reload ne panique pas");
        verdict.expect("la version 2 respecte le contrat");
        pendant
    });
    assert!(
        temoin_init_patient::is_leaving(),
        "la version 2 est en place, mais l'ancienne n'est pas détruite : qui la tient encore ?"
    );
    assert!(
        !temoin_init_patient::gave_up(),
        "l'ancienne version attend, pour finir sa destruction, une réponse du greffon du moment ; \
         elle a renoncé. Qui appelle current() ne doit pas attendre cette destruction : que \
         tenez-vous pendant ce temps ?"
    );
    assert_eq!(
        pendant, VERSION_2,
        "pendant que l'ancienne version se détruit, c'est déjà la nouvelle qui répond"
    );
}
