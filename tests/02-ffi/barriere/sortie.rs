//! La bibliothèque de ce paquet, chargée par l'hôte du livre.
//!
//! Si un de ces tests est arrêté par un abandon (*abort*), une panique a franchi `extern "C"`.

use std::path::Path;

use ch_contrat::Plugin;
use ch_ffi::{FfiPlugin, load_plugin};
use verifications::bibliotheque;

/// Charge la bibliothèque du paquet vérifié dans l'hôte du livre.
pub(super) fn charger(chemin: &Path) -> FfiPlugin {
    // SÛRETÉ : cargo vient de la compiler, et sa table est donnée avec l'exercice.
    unsafe { load_plugin(chemin) }
        .unwrap_or_else(|erreur| panic!("l'hôte du livre doit charger le greffon : {erreur}"))
}

/// Une panique de `execute` ne sort pas de la bibliothèque.
#[test]
fn une_panique_de_execute_ne_sort_pas_de_la_bibliotheque() {
    let greffon = charger(&bibliotheque(env!("CARGO_PKG_NAME")));
    for (texte, message) in [
        ("panique", "le module a trébuché"),
        ("grenade", "panique sans message"),
        ("panique", "le module a trébuché"),
    ] {
        let erreur = greffon
            .execute(texte)
            .expect_err("le module panique pour ce texte : l'hôte doit recevoir une erreur");
        assert!(
            erreur.message().contains(message),
            "l'hôte doit lire « {message} », il a reçu : {erreur}"
        );
    }
    let reponse = greffon
        .execute("bonjour")
        .expect("après une panique retenue, le greffon travaille encore");
    assert_eq!(reponse, "bonjour, si vous voulez");
}
