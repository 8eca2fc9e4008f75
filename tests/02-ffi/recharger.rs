//! Ce que l'exercice `ffi/recharger` doit garantir.

use ch_contrat::Plugin;
use verifications::bibliotheque;

use atelier::{Atelier, VERSION_1, VERSION_2, recharger, reponse};

#[path = "recharger/atelier.rs"]
mod atelier;
#[path = "recharger/copies.rs"]
mod copies;
#[path = "recharger/ensemble.rs"]
mod ensemble;
#[path = "charger/ouverte.rs"]
mod ouverte;
#[path = "recharger/patience.rs"]
mod patience;
#[path = "recharger/refus.rs"]
mod refus;

/// La première version travaille.
#[test]
fn la_premiere_version_travaille() {
    let atelier = Atelier::nouveau();
    assert_eq!(
        reponse(&atelier.ouvrir()),
        VERSION_1,
        "le fichier contient la version 1"
    );
}

/// La nouvelle version remplace l'ancienne, et pas avant qu'on le demande.
#[test]
fn la_nouvelle_version_remplace_l_ancienne() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    atelier.publier(&bibliotheque("temoin-salut-2"));
    assert_eq!(
        reponse(&greffon),
        VERSION_1,
        "le fichier a changé, mais reload n'a pas été appelée : rien ne doit bouger"
    );
    recharger(&greffon).expect("la version 2 respecte le contrat");
    assert_eq!(
        reponse(&greffon),
        VERSION_2,
        "après reload, c'est la version 2 qui doit répondre. Le chemin que vous chargez a-t-il \
         déjà servi dans ce processus ?"
    );
    assert_eq!(greffon.current().version(), "2.0.0");
}

/// Plusieurs versions se suivent dans le même fichier.
#[test]
fn plusieurs_versions_se_suivent() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    let parutions = [
        ("temoin-salut-2", VERSION_2),
        ("temoin-salut-1", VERSION_1),
        ("temoin-salut-2", VERSION_2),
        ("temoin-salut-1", VERSION_1),
    ];
    for (rang, (temoin, attendu)) in parutions.into_iter().enumerate() {
        atelier.publier(&bibliotheque(temoin));
        recharger(&greffon).expect("ces versions respectent le contrat");
        assert_eq!(
            reponse(&greffon),
            attendu,
            "après le rechargement numéro {} ; un nom de copie ne doit jamais resservir",
            rang + 1
        );
    }
}

/// Un appel en cours garde sa version.
#[test]
fn un_appel_en_cours_garde_sa_version() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    let en_cours = greffon.current();
    atelier.publier(&bibliotheque("temoin-salut-2"));
    recharger(&greffon).expect("la version 2 respecte le contrat");
    assert_eq!(
        en_cours
            .execute("Ada")
            .expect("l'ancienne version répond encore"),
        VERSION_1,
        "qui tenait l'ancienne version finit son travail avec elle"
    );
    drop(en_cours);
    assert_eq!(
        reponse(&greffon),
        VERSION_2,
        "les appels suivants vont à la nouvelle version"
    );
}

/// Deux hôtes rechargent chacun le leur, et leurs copies ne se confondent pas.
#[test]
fn deux_greffons_se_rechargent_chacun_pour_soi() {
    let (atelier, autre_atelier) = (Atelier::nouveau(), Atelier::nouveau());
    let greffon = atelier.ouvrir();
    autre_atelier.publier(&bibliotheque("temoin-salut-2"));
    // SÛRETÉ : les fichiers de ce contrôle sont des témoins de ce dépôt.
    let autre =
        unsafe { super::sujet::HotPlugin::open(&autre_atelier.source(), &atelier.copies()) };
    let autre = autre.expect("la version 2 se charge aussi");
    assert_eq!(
        (reponse(&greffon), reponse(&autre)),
        (VERSION_1.to_owned(), VERSION_2.to_owned()),
        "deux HotPlugin, dont les copies vont dans le même dossier : chacun a son greffon"
    );
    for _ in 0..3 {
        autre_atelier.publier(&bibliotheque("temoin-salut-1"));
        atelier.publier(&bibliotheque("temoin-salut-2"));
        recharger(&autre).expect("la version 1 se recharge");
        recharger(&greffon).expect("la version 2 se recharge");
        assert_eq!(
            (reponse(&greffon), reponse(&autre)),
            (VERSION_2.to_owned(), VERSION_1.to_owned()),
            "recharger l'un ne change pas l'autre"
        );
    }
}
