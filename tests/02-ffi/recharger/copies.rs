//! Les copies : où elles vont, ce qu'elles sont, et quand le système les referme.

use std::fs::{self, File};
use std::io::Write;

use super::atelier::{Atelier, recharger, reponse};
use super::ouverte::est_ouverte;

/// Chaque version est chargée depuis sa copie, dans le dossier des copies.
#[test]
fn chaque_version_a_sa_copie() {
    let atelier = Atelier::nouveau();
    atelier.publier(essais_c::etat());
    let greffon = atelier.ouvrir();
    for tour in 1..=20 {
        let faites = atelier.copies_faites();
        assert_eq!(
            faites.len(),
            tour,
            "{tour} chargements : autant de copies dans le dossier des copies, chacune à son nom"
        );
        assert_eq!(
            faites.iter().filter(|copie| est_ouverte(copie)).count(),
            1,
            "de toutes les copies, seule celle du greffon du moment est ouverte"
        );
        assert!(
            !est_ouverte(&atelier.source()),
            "le fichier où paraissent les versions ne doit jamais être chargé lui-même"
        );
        assert_eq!(
            reponse(&greffon),
            "instance : 1, bibliothèque : 1",
            "chaque copie est une bibliothèque neuve, dont les compteurs partent de zéro"
        );
        recharger(&greffon).expect("le même fichier se recharge");
    }
}

/// L'ancienne bibliothèque se ferme quand plus personne ne tient l'ancienne version.
#[test]
fn l_ancienne_bibliotheque_se_ferme() {
    let atelier = Atelier::nouveau();
    atelier.publier(essais_c::etat());
    let greffon = atelier.ouvrir();
    let premiere = atelier.copies_faites().pop_first().expect("une copie");
    let en_cours = greffon.current();
    recharger(&greffon).expect("le même fichier se recharge");
    assert!(
        est_ouverte(&premiere),
        "quelqu'un tient encore l'ancienne version : sa bibliothèque doit rester ouverte"
    );
    drop(en_cours);
    assert!(
        !est_ouverte(&premiere),
        "plus personne ne tient l'ancienne version : sa bibliothèque doit se fermer"
    );
    let seconde = atelier.copies_faites().pop_last().expect("une copie");
    drop(greffon);
    assert!(
        !est_ouverte(&seconde),
        "le HotPlugin est détruit : son greffon et sa bibliothèque doivent l'être aussi"
    );
}

/// Une copie ne change plus, quoi qu'il arrive au fichier d'origine.
#[test]
fn une_copie_ne_suit_pas_l_original() {
    let atelier = Atelier::nouveau();
    atelier.publier(essais_c::etat());
    let longueur = fs::metadata(atelier.source())
        .expect("lire la longueur")
        .len();
    let greffon = atelier.ouvrir();
    // Une écriture sur place, comme d'un éditeur de liens pressé ; ces octets en trop ne gênent
    // pas le chargement.
    let mut source = File::options()
        .append(true)
        .open(atelier.source())
        .expect("ouvrir le fichier d'origine");
    source
        .write_all(b"la suite")
        .expect("écrire dans le fichier d'origine");
    for copie in atelier.copies_faites() {
        assert_eq!(
            fs::metadata(&copie).expect("lire la longueur").len(),
            longueur,
            "on a écrit dans le fichier d'origine, et la copie a changé : ce n'est pas une copie"
        );
    }
    drop(greffon);
}
