//! L'aller et retour : ce qui revient est ce qui est parti.

use super::super::sujet::{Note, Status};
use super::en_tete::ceder;
use super::{echange, note, reponse_a, reprendre};

/// Une note revient entière, quoi qu'elle contienne.
#[test]
fn une_note_revient_entiere() {
    let notes = [
        note("bonjour", Status::Draft),
        note("", Status::Sent { copies: 0 }),
        note("où est l'œuf 🥚 ?", Status::Sent { copies: u32::MAX }),
        note("sans fin", Status::Postponed { hours: -0.25 }),
        note("un dixième", Status::Postponed { hours: 0.1 }),
        note("très tard", Status::Postponed { hours: f64::MAX }),
        note(&"très long ".repeat(10_000), Status::Draft),
        Note {
            pages: Vec::new(),
            ..note("sans page", Status::Draft)
        },
        Note {
            pages: vec![0, u32::MAX, 1 << 16, 255, 256],
            ..note("de grandes pages", Status::Draft)
        },
        reponse_a(note("a", Status::Draft), ""),
    ];
    for note in notes {
        let revenue = reprendre(ceder(note.clone()));
        assert_eq!(
            revenue,
            Ok(note),
            "à gauche, ce qui revient ; à droite, la note de départ"
        );
    }
}

/// Un long échange de notes revient entier, jusqu'à la première.
#[test]
fn un_long_echange_revient_entier() {
    for niveaux in [2, 3, 4, 50] {
        let note = echange(niveaux);
        assert!(
            reprendre(ceder(note.clone())) == Ok(note),
            "un échange de {niveaux} réponses doit revenir entier, jusqu'à la première note"
        );
    }
}

/// Deux notes peuvent être chez le C en même temps.
#[test]
fn deux_notes_voyagent_ensemble() {
    let (une, autre) = (
        echange(2),
        note("l'autre", Status::Postponed { hours: 3.0 }),
    );
    let cedees = [ceder(une.clone()), ceder(autre.clone()), ceder(une.clone())];
    let revenues = [1, 2, 0].map(|rang| reprendre(cedees[rang]));
    assert_eq!(
        revenues,
        [Ok(autre), Ok(une.clone()), Ok(une)],
        "trois notes cédées, puis reprises dans un autre ordre"
    );
}

/// Un titre garde ses octets nuls.
#[test]
fn un_titre_garde_ses_octets_nuls() {
    for titre in ["avant\0après", "\0", "fin\0", "\0\0 deux"] {
        let piegee = note(titre, Status::Draft);
        assert_eq!(
            reprendre(ceder(piegee.clone())),
            Ok(piegee),
            "une String peut contenir des octets nuls : l'en-tête donne une longueur, et ne s'arrête pas au premier"
        );
    }
}
