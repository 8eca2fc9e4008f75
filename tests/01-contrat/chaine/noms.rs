//! Un nom ne sert qu'une fois, et un refus ne change rien.

use ch_contrat::{Compteur, Majuscules};

use super::super::sujet::{Chain, DuplicateName};
use super::temoin::{Journal, temoin};
use super::{ajouter, temoins};

/// Un module dont le nom est déjà pris est refusé, et le refus dit ce nom.
#[test]
fn un_nom_ne_sert_qu_une_fois() {
    let mut chaine = Chain::default();
    ajouter(&mut chaine, Majuscules);
    ajouter(&mut chaine, Compteur);
    ajouter(&mut chaine, temoin("typographie", &Journal::default()));
    for nom in ["majuscules", "compteur", "typographie"] {
        assert_eq!(
            chaine.push(Box::new(temoin(nom, &Journal::default()))),
            Err(DuplicateName(nom.to_owned())),
            "« {nom} » est déjà dans la chaîne : push doit le refuser et dire ce nom"
        );
    }
    assert_eq!(
        chaine.names(),
        ["majuscules", "compteur", "typographie"],
        "un module refusé n'entre pas dans la chaîne"
    );
}

/// Un module refusé ne prend pas la place de celui qui portait son nom.
#[test]
fn un_homonyme_refuse_ne_remplace_personne() {
    let (mut chaine, journal) = temoins(&["b", "a"]);
    let mut homonyme = temoin("b", &journal);
    homonyme.ajout = " (l'intrus)".to_owned();
    homonyme.version = "2.0.0";
    assert!(
        chaine.push(Box::new(homonyme)).is_err(),
        "« b » est déjà dans la chaîne, et une autre version n'est pas un autre nom"
    );
    let reponses = chaine.run("x").expect("aucun témoin ne refuse");
    assert_eq!(
        reponses,
        ["x-b", "x-b-a"],
        "après le refus de l'homonyme, c'est le premier « b » qui travaille, à sa place"
    );
}

/// Deux noms qui ne font que se ressembler sont deux noms.
#[test]
fn des_noms_voisins_sont_differents() {
    let noms = ["mot", "Mot", "mots", "mo", "un mot", "mot ", "é", "É"];
    let (chaine, _) = temoins(&noms);
    assert_eq!(
        chaine.names(),
        noms,
        "des noms qui diffèrent d'une majuscule, d'une espace ou d'une lettre sont différents"
    );
}
