//! Ce que l'exercice `contrat/compatible-c` doit garantir.

use verifications::{AllocateurCompteur, instantane};

use super::sujet::{CNote, Note, Status, UnknownStatus, from_c};
use en_tete::{ceder, la_taille_convient, vue, vue_au_niveau};

#[path = "compatible-c/en_tete.rs"]
mod en_tete;
#[path = "compatible-c/etats.rs"]
mod etats;
#[path = "compatible-c/memoire.rs"]
mod memoire;
#[path = "compatible-c/retour.rs"]
mod retour;

#[global_allocator]
static COMPTEUR: AllocateurCompteur = AllocateurCompteur;

/// Reprend une note.
fn reprendre(note: *mut CNote) -> Result<Note, UnknownStatus> {
    // SÛRETÉ : les notes de ce contrôle viennent de `into_c`, ne sont reprises qu'une fois, et
    // seul leur état change en chemin.
    unsafe { from_c(note) }
}

fn note(title: &str, status: Status) -> Note {
    Note {
        title: title.to_owned(),
        pages: vec![3, 14, 15],
        status,
        reply_to: None,
    }
}

fn reponse_a(reply_to: Note, title: &str) -> Note {
    Note {
        reply_to: Some(Box::new(reply_to)),
        ..note(title, Status::Sent { copies: 2 })
    }
}

/// Une note qui répond à une autre, qui répond à une autre… `niveaux` fois. Toutes diffèrent.
fn echange(niveaux: usize) -> Note {
    let premiere = note("la première", Status::Draft);
    (0..niveaux).fold(premiere, |question, rang| Note {
        pages: (0..rang as u32).collect(),
        status: match rang % 3 {
            0 => Status::Postponed { hours: 0.1 },
            1 => Status::Draft,
            _ => Status::Sent {
                copies: rang as u32,
            },
        },
        ..reponse_a(question, &format!("réponse {rang}"))
    })
}

/// La structure a la taille et l'alignement que l'en-tête impose.
#[test]
fn la_structure_a_la_taille_de_l_en_tete() {
    la_taille_convient();
}

/// Le C lit le titre et les pages à leur place.
#[test]
fn le_c_lit_le_titre_et_les_pages() {
    for titre in ["Été", "une plume 🪶 et de l'encre", "a"] {
        let cedee = ceder(note(titre, Status::Draft));
        let lue = vue(cedee);
        assert_eq!(
            lue.title.lire("title", titre.len()),
            titre.as_bytes(),
            "les octets que le C lit à l'adresse du titre : ceux de « {titre} » en UTF-8"
        );
        assert_eq!(
            lue.pages.lire("pages", 3),
            [3, 14, 15],
            "les pages que le C lit à leur adresse"
        );
        let _ = reprendre(cedee);
    }
}

/// Le C lit l'état : son numéro, et les données que ce numéro annonce.
#[test]
fn le_c_lit_l_etat() {
    let lire = |status| {
        let cedee = ceder(note("état", status));
        let lu = vue(cedee).status.lire();
        let _ = reprendre(cedee);
        lu
    };
    let etats = [
        Status::Draft,
        Status::Sent { copies: 12 },
        Status::Postponed { hours: 1.5 },
    ];
    instantane!("etats", etats.map(lire).join("\n"));
}

/// Le C suit l'adresse de chaque note à laquelle une autre répond.
#[test]
fn le_c_suit_l_adresse_de_la_reponse() {
    let seule = ceder(note("seule", Status::Draft));
    assert!(
        vue(seule).reply_to.is_null(),
        "une note qui ne répond à rien a un `reply_to` nul"
    );
    let _ = reprendre(seule);

    let mut question = &echange(3);
    let cedee = ceder(question.clone());
    for niveau in 0..=3 {
        let lue = vue_au_niveau(cedee, niveau);
        assert_eq!(
            lue.title.lire("title", question.title.len()),
            question.title.as_bytes(),
            "en suivant {niveau} fois `reply_to`, le C trouve la note à laquelle on répond"
        );
        lue.pages.lire("pages", question.pages.len());
        match &question.reply_to {
            Some(suivante) => question = suivante,
            None => assert!(lue.reply_to.is_null(), "la première note ne répond à rien"),
        }
    }
    let _ = reprendre(cedee);
}
