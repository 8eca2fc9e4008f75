//! Ce que l'exercice `contrat/chaine` doit garantir.

use ch_contrat::{Compteur, Majuscules, Plugin, Typographie};
use verifications::instantane;

use super::sujet::Chain;
use temoin::{Journal, temoin};

#[path = "chaine/echecs.rs"]
mod echecs;
#[path = "chaine/noms.rs"]
mod noms;
#[path = "chaine/temoin.rs"]
mod temoin;

/// Une chaîne de témoins : ceux dont le nom finit par « ! » refusent tout, et « vide » répond
/// par un texte vide.
fn temoins(noms: &[&str]) -> (Chain, Journal) {
    let journal = Journal::default();
    let mut chaine = Chain::default();
    for nom in noms {
        ajouter(&mut chaine, temoin(nom, &journal));
    }
    (chaine, journal)
}

fn ajouter(chaine: &mut Chain, module: impl Plugin + 'static) {
    let nom = module.name().to_owned();
    if chaine.push(Box::new(module)).is_err() {
        panic!("« {nom} » n'est le nom d'aucun module de la chaîne : il doit être accepté");
    }
}

/// Les appels notés jusqu'ici ; le journal est remis à zéro.
fn appels(journal: &Journal) -> Vec<String> {
    std::mem::take(&mut journal.lock().expect("journal"))
}

/// Les modules du livre se passent un texte, du premier au dernier.
#[test]
fn les_modules_se_passent_le_texte_dans_l_ordre() {
    let mut chaine = Chain::default();
    ajouter(&mut chaine, Typographie);
    ajouter(&mut chaine, Majuscules);
    ajouter(&mut chaine, Compteur);
    chaine.init().expect("les modules du livre s'initialisent");
    let reponses = chaine
        .run("L'hôte dit: oui!")
        .expect("aucun module n'échoue");
    instantane!("reponses", reponses.join("\n"));
}

/// Une chaîne sans module réussit et ne rend aucune réponse.
#[test]
fn une_chaine_vide_ne_rend_aucune_reponse() {
    let mut chaine = Chain::default();
    chaine.init().expect("il n'y a rien à initialiser");
    let reponses = chaine.run("un texte").expect("il n'y a rien qui échoue");
    assert!(
        reponses.is_empty(),
        "une réponse par module, donc aucune ici : {reponses:?}"
    );
}

/// Une réponse vide est une réponse comme une autre.
#[test]
fn une_reponse_vide_passe_au_suivant() {
    let (chaine, _) = temoins(&["vide", "b", "a"]);
    let reponses = chaine.run("départ").expect("aucun témoin ne refuse");
    assert_eq!(
        reponses,
        ["", "-b", "-b-a"],
        "le premier module a répondu par un texte vide : c'est ce texte que reçoit le suivant"
    );
}

/// Une longue chaîne sert plusieurs fois, à chaque fois depuis son premier module.
#[test]
fn une_longue_chaine_sert_plusieurs_fois() {
    let noms: Vec<String> = (0..50).rev().map(|rang| rang.to_string()).collect();
    let (chaine, journal) = temoins(&noms.iter().map(String::as_str).collect::<Vec<_>>());
    for texte in ["une", "deux", ""] {
        let reponses = chaine.run(texte).expect("aucun témoin ne refuse");
        let attendues = noms.iter().scan(texte.to_owned(), |texte, nom| {
            *texte += &format!("-{nom}");
            Some(texte.clone())
        });
        assert_eq!(
            reponses,
            attendues.collect::<Vec<_>>(),
            "cinquante modules : chacun répond une fois, à partir de la réponse du précédent"
        );
        assert_eq!(
            appels(&journal).len(),
            noms.len(),
            "chaque module travaille une fois par texte"
        );
    }
}
