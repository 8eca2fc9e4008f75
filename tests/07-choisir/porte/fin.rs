//! La fin d'un module : son programme finit avec lui.

use super::temoin::Temoin;
use super::{LARGES, borne};

/// À la fin, le programme est arrêté et attendu.
#[test]
fn a_la_fin_le_programme_est_arrete_et_attendu() {
    borne(|| {
        let temoin = Temoin::nouveau();
        // Il n'écoute pas : fermer son entrée ne suffit pas à le faire partir.
        let module = temoin.module_au_salut("sourd", LARGES);
        assert!(temoin.vit(), "le module existe : son programme vit");
        let programme = temoin.lancements()[0];
        drop(module);
        assert!(
            temoin.est_mort(),
            "le module est détruit, et son programme tourne encore"
        );
        assert!(
            a_ete_attendu(programme),
            "le programme est mort, mais personne ne l'a attendu : il reste un zombie dans la \
             table du système"
        );
    });
}

/// Le système a-t-il oublié ce processus fils ?
#[cfg(unix)]
pub(super) fn a_ete_attendu(numero: u32) -> bool {
    let numero = libc::pid_t::try_from(numero).expect("un numéro de processus");
    // SÛRETÉ : un statut nul est permis, et l'appel n'attend pas.
    let trouve = unsafe { libc::waitpid(numero, std::ptr::null_mut(), libc::WNOHANG) };
    // -1 : ce n'est pas, ou plus, un fils de ce processus.
    trouve == -1
}

/// Windows n'a pas de zombies.
#[cfg(not(unix))]
pub(super) fn a_ete_attendu(_numero: u32) -> bool {
    true
}
