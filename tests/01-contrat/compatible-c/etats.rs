//! Les états que le C change en chemin.

use super::super::sujet::{Note, Status, UnknownStatus};
use super::en_tete::{VueCharge, VueEtat, ceder, vue, vue_au_niveau};
use super::{echange, note, reprendre};

/// Les `tag` qui ne sont aucun des états : juste au-dessus, et ceux qu'un nombre trop petit
/// confondrait avec un état.
const INCONNUS: [u32; 6] = [3, 7, 256, 257, 1 << 16, u32::MAX];

/// Un état inconnu est refusé, et le refus dit lequel.
#[test]
fn un_etat_inconnu_est_refuse() {
    for inconnu in INCONNUS {
        let cedee = ceder(note("à jour", Status::Sent { copies: 1 }));
        vue(cedee).status.tag = inconnu;
        assert_eq!(
            reprendre(cedee),
            Err(UnknownStatus(inconnu)),
            "le C a mis {inconnu} dans `tag` : ce n'est aucun des états de Status"
        );
    }
}

/// Un état inconnu est refusé à tous les niveaux d'un échange.
#[test]
fn un_etat_inconnu_est_refuse_a_tous_les_niveaux() {
    for niveau in 0..=4 {
        let cedee = ceder(echange(4));
        vue_au_niveau(cedee, niveau).status.tag = 1000;
        assert_eq!(
            reprendre(cedee),
            Err(UnknownStatus(1000)),
            "l'état inconnu est celui de la note que l'on trouve en suivant {niveau} fois `reply_to`"
        );
    }
}

/// De deux états inconnus, le refus en dit un.
#[test]
fn de_deux_etats_inconnus_un_est_dit() {
    let cedee = ceder(echange(2));
    vue_au_niveau(cedee, 0).status.tag = 8;
    vue_au_niveau(cedee, 2).status.tag = 9;
    let verdict = reprendre(cedee);
    assert!(
        matches!(verdict, Err(UnknownStatus(8 | 9))),
        "deux états sont inconnus, 8 et 9 : attendu l'un ou l'autre, obtenu {verdict:?}"
    );
}

/// Un état change par le C, et revient changé.
#[test]
fn un_etat_change_par_le_c_revient_change() {
    let heures = |hours| VueEtat {
        tag: 2,
        payload: VueCharge { hours },
    };
    let exemplaires = |copies| VueEtat {
        tag: 1,
        payload: VueCharge { copies },
    };
    let brouillon = VueEtat {
        tag: 0,
        payload: VueCharge { hours: -1.5 },
    };
    let changements = [
        (
            Status::Draft,
            heures(48.0),
            Status::Postponed { hours: 48.0 },
        ),
        (
            Status::Draft,
            exemplaires(70_000),
            Status::Sent { copies: 70_000 },
        ),
        (
            Status::Postponed { hours: 1.0 },
            exemplaires(3),
            Status::Sent { copies: 3 },
        ),
        (
            Status::Sent { copies: 5 },
            heures(0.1),
            Status::Postponed { hours: 0.1 },
        ),
        (Status::Sent { copies: 5 }, brouillon, Status::Draft),
    ];
    for (avant, change, apres) in changements {
        let cedee = ceder(note("à jour", avant));
        vue(cedee).status = change;
        assert_eq!(
            reprendre(cedee).map(|note| note.status),
            Ok(apres),
            "le C a changé l'état de la note"
        );
    }
}

/// L'état d'une note à laquelle on répond peut changer aussi.
#[test]
fn l_etat_d_une_reponse_revient_change() {
    let cedee = ceder(echange(2));
    vue_au_niveau(cedee, 2).status = VueEtat {
        tag: 1,
        payload: VueCharge { copies: 9 },
    };
    let mut attendue = echange(2);
    let premiere = |note: &mut Note| {
        note.reply_to.as_mut()?.reply_to.as_mut().map(|note| {
            note.status = Status::Sent { copies: 9 };
        })
    };
    premiere(&mut attendue).expect("un échange de deux réponses a trois notes");
    assert_eq!(
        reprendre(cedee),
        Ok(attendue),
        "seul l'état de la première note a changé"
    );
}
