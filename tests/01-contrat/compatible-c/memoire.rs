//! Les octets : tout ce que `into_c` alloue, `from_c` le libère.

use verifications::octets_vivants;

use super::super::sujet::{Note, Status};
use super::en_tete::{ceder, vue, vue_au_niveau};
use super::{echange, note, reponse_a, reprendre};

/// Fait un travail et compte les octets qu'il a alloués sans les libérer.
fn octets_perdus(travail: impl FnOnce()) -> isize {
    let avant = octets_vivants();
    travail();
    octets_vivants() - avant
}

/// Un titre et des pages qui ont de la place en réserve, pour quelques éléments ou pour aucun.
fn avec_de_la_reserve(titre: &str, pages: &[u32]) -> Note {
    let mut note = note("", Status::Draft);
    note.title = String::with_capacity(200);
    note.title.push_str(titre);
    note.pages = Vec::with_capacity(50);
    note.pages.extend(pages);
    note
}

/// Reprendre une note rend tous les octets, ceux que sa capacité réservait compris.
#[test]
fn reprendre_une_note_rend_tous_ses_octets() {
    let notes: [fn() -> Note; 5] = [
        || note("juste assez", Status::Draft),
        || avec_de_la_reserve("court", &[1]),
        || avec_de_la_reserve("", &[1, 2]),
        || avec_de_la_reserve("sans page", &[]),
        || reponse_a(avec_de_la_reserve("question", &[1, 2, 3]), "réponse"),
    ];
    for note in notes {
        let perdus = octets_perdus(|| drop(reprendre(ceder(note()))));
        assert_eq!(
            perdus,
            0,
            "octets alloués moins octets libérés, pour {:?} : un compte positif est une fuite, ou \
             une capacité oubliée en chemin",
            note()
        );
    }
}

/// Un long échange ne perd pas un octet, à aucun niveau.
#[test]
fn un_long_echange_rend_tous_ses_octets() {
    for niveaux in [2, 3, 50] {
        let perdus = octets_perdus(|| drop(reprendre(ceder(echange(niveaux)))));
        assert_eq!(
            perdus, 0,
            "octets alloués moins octets libérés, pour un échange de {niveaux} réponses"
        );
    }
}

/// Un refus rend aussi tous les octets.
#[test]
fn un_refus_rend_aussi_tous_les_octets() {
    let perdus = octets_perdus(|| {
        let question = note("question", Status::Draft);
        let cedee = ceder(reponse_a(question, "réponse"));
        vue(cedee).status.tag = 7;
        assert!(
            reprendre(cedee).is_err(),
            "le C a mis 7 dans `tag` : from_c doit refuser"
        );
    });
    assert_eq!(
        perdus, 0,
        "octets alloués moins octets libérés : après un refus, le titre, les pages et la réponse \
         doivent être libérés aussi"
    );
}

/// Un refus rend tous les octets, où que soit l'état inconnu.
#[test]
fn un_refus_dans_une_reponse_rend_tous_les_octets() {
    for niveau in 1..=4 {
        let perdus = octets_perdus(|| {
            let cedee = ceder(echange(4));
            vue_au_niveau(cedee, niveau).status.tag = 7;
            assert!(reprendre(cedee).is_err(), "un des états est inconnu");
        });
        assert_eq!(
            perdus, 0,
            "octets alloués moins octets libérés : l'état inconnu est celui de la note que l'on \
             trouve en suivant {niveau} fois `reply_to`, et toutes doivent être libérées"
        );
    }
}
