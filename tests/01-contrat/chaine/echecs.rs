//! Ce qui se passe quand un module refuse, à l'initialisation ou au travail.

use std::error::Error;
use std::num::ParseIntError;

use ch_contrat::{PluginError, Stage};

use super::{appels, temoins};

/// L'erreur est-elle, en entier, celle que le témoin a donnée ?
#[track_caller]
fn verifier_l_erreur(erreur: &PluginError, nom: &str, moment: Stage, texte: &str) {
    assert_eq!(
        (erreur.plugin(), erreur.stage(), erreur.message()),
        (
            nom,
            moment,
            format!("je ne veux pas de « {texte} »").as_str()
        ),
        "l'erreur rendue est celle du premier module qui refuse, telle qu'il l'a donnée"
    );
    assert!(
        erreur
            .source()
            .is_some_and(|cause| cause.is::<ParseIntError>()),
        "l'erreur du module avait une cause (source) : elle a été perdue en chemin"
    );
}

/// L'initialisation suit l'ordre d'arrivée dans la chaîne.
#[test]
fn l_initialisation_suit_l_ordre() {
    let (mut chaine, journal) = temoins(&["c", "a", "b"]);
    assert!(
        appels(&journal).is_empty(),
        "push ajoute un module, et ne l'appelle pas"
    );
    chaine.init().expect("aucun témoin ne refuse");
    assert_eq!(
        appels(&journal),
        ["init c", "init a", "init b"],
        "chaque module s'initialise une fois, dans l'ordre de son arrivée dans la chaîne"
    );
}

/// L'initialisation s'arrête au premier refus et rend l'erreur du module.
#[test]
fn l_initialisation_s_arrete_au_premier_refus() {
    for (noms, fautif, attendus) in [
        (["a", "b!", "c", "d!"], "b!", 2),
        (["z!", "a", "b", "c"], "z!", 1),
        (["c", "b", "a", "fin!"], "fin!", 4),
    ] {
        let (mut chaine, journal) = temoins(&noms);
        let erreur = chaine.init().expect_err("un des témoins refuse");
        verifier_l_erreur(&erreur, fautif, Stage::Init, "init");
        let attendus: Vec<_> = noms[..attendus]
            .iter()
            .map(|nom| format!("init {nom}"))
            .collect();
        assert_eq!(
            appels(&journal),
            attendus,
            "après un refus, les modules suivants ne doivent pas être initialisés"
        );
    }
}

/// Une initialisation refusée laisse tous les modules dans la chaîne.
#[test]
fn une_initialisation_refusee_garde_les_modules() {
    let (mut chaine, journal) = temoins(&["b", "a!", "c"]);
    assert!(chaine.init().is_err(), "le module « a! » refuse");
    assert_eq!(
        chaine.names(),
        ["b", "a!", "c"],
        "init ne retire aucun module, même quand l'un d'eux refuse"
    );
    appels(&journal);
    let arret = chaine
        .run("x")
        .expect_err("« a! » refuse aussi de travailler");
    assert_eq!(arret.steps, ["x-b"], "« b » est toujours là, et travaille");
    assert_eq!(appels(&journal), ["execute b", "execute a!"]);
}

/// Un échec arrête la chaîne et rend l'erreur du module.
#[test]
fn un_echec_arrete_la_chaine() {
    for (noms, fautif, texte, attendus) in [
        (["a", "b!", "c"], "b!", "x-a", 2),
        (["z!", "a", "b"], "z!", "x", 1),
        (["c", "b", "a!"], "a!", "x-c-b", 3),
    ] {
        let (chaine, journal) = temoins(&noms);
        let arret = chaine
            .run("x")
            .expect_err("un des témoins refuse : run doit rendre son erreur, pas un résultat");
        verifier_l_erreur(&arret.error, fautif, Stage::Execute, texte);
        let attendus: Vec<_> = noms[..attendus]
            .iter()
            .map(|nom| format!("execute {nom}"))
            .collect();
        assert_eq!(
            appels(&journal),
            attendus,
            "après un échec, les modules suivants ne doivent pas être appelés"
        );
    }
}

/// Un échec garde les réponses obtenues avant lui.
#[test]
fn un_echec_garde_le_chemin_parcouru() {
    for (noms, attendues) in [
        (["a", "b", "c!", "d"], &["x-a", "x-a-b"][..]),
        (["a!", "b", "c", "d"], &[]),
        (["d", "c", "a", "b!"], &["x-d", "x-d-c", "x-d-c-a"]),
    ] {
        let (chaine, _) = temoins(&noms);
        let arret = chaine
            .run("x")
            .expect_err("un des témoins refuse : run doit rendre son erreur, pas un résultat");
        assert_eq!(
            arret.steps, attendues,
            "{noms:?} : steps garde les réponses obtenues avant l'échec, dans l'ordre"
        );
        assert_eq!(chaine.names(), noms, "un échec ne change pas la chaîne");
    }
}
