//! Les réponses qui n'en sont pas : refusées, illisibles, vides.

use super::super::sujet::ExecuteError;
use super::comptable::Comptable;
use super::executer;

/// Un refus rend le tampon qui portait son message.
#[test]
fn un_refus_rend_son_tampon() {
    let comptable = Comptable::charger();
    let reponse = executer(&comptable.session(), "");
    assert_eq!(
        reponse,
        Err(ExecuteError::Refused("le texte est vide".to_owned())),
        "le greffon refuse le texte vide, et le tampon porte son message"
    );
    comptable.verifier_les_tampons("après un refus");
}

/// Un tampon sans adresse n'est pas rendu.
#[test]
fn un_tampon_sans_adresse_n_est_pas_rendu() {
    let comptable = Comptable::charger();
    let reponse = executer(&comptable.session(), "silence");
    assert_eq!(
        reponse,
        Ok(String::new()),
        "à « silence », le greffon répond par un texte vide, sans rien allouer"
    );
    assert_eq!(
        comptable.bilan().unknown_returns,
        0,
        "le tampon avait une adresse nulle : le greffon n'a rien prêté, il n'y a rien à lui rendre"
    );
}

/// Une réponse illisible rend son tampon.
#[test]
fn un_texte_illisible_rend_son_tampon() {
    let comptable = Comptable::charger();
    let reponse = executer(&comptable.session(), "latin1");
    assert_eq!(
        reponse,
        Err(ExecuteError::NotUtf8),
        "à « latin1 », le greffon répond par des octets qui ne sont pas de l'UTF-8"
    );
    comptable.verifier_les_tampons("après une réponse illisible");
}

/// Un tampon alloué et vide est rendu comme un autre.
#[test]
fn un_tampon_vide_mais_alloue_est_rendu() {
    let comptable = Comptable::charger();
    let session = comptable.session();
    assert_eq!(
        executer(&session, "blanc"),
        Ok(String::new()),
        "à « blanc », le greffon répond par un texte vide, dans un tampon qu'il a alloué"
    );
    comptable.verifier_les_tampons("après une réponse vide dans un tampon alloué");
    assert_eq!(
        executer(&session, "refus blanc"),
        Err(ExecuteError::Refused(String::new())),
        "à « refus blanc », le greffon refuse, sans un mot, dans un tampon qu'il a alloué"
    );
    comptable.verifier_les_tampons("après un refus vide dans un tampon alloué");
}

/// Un message illisible est dit illisible, et rend son tampon.
#[test]
fn un_message_illisible_rend_son_tampon() {
    let comptable = Comptable::charger();
    assert_eq!(
        executer(&comptable.session(), "refus latin1"),
        Err(ExecuteError::NotUtf8),
        "à « refus latin1 », le greffon refuse par des octets qui ne sont pas de l'UTF-8"
    );
    comptable.verifier_les_tampons("après un refus illisible");
}

/// Tout statut qui n'est pas `OK` est un refus, connu ou non.
#[test]
fn tout_autre_statut_est_un_refus() {
    let comptable = Comptable::charger();
    let session = comptable.session();
    for (texte, message, statut) in [
        ("", "le texte est vide", "ERROR"),
        ("panique", "le module a trébuché", "PANIC"),
        (
            "demain",
            "un statut de demain",
            "77, que cet hôte ne connaît pas",
        ),
        ("refus muet", "", "ERROR, sans tampon"),
    ] {
        assert_eq!(
            executer(&session, texte),
            Err(ExecuteError::Refused(message.to_owned())),
            "à {texte:?}, le greffon rend le statut {statut}"
        );
        comptable.verifier_les_tampons(&format!("après un refus (statut {statut})"));
    }
}

/// Un refus ne se lit pas : `read` n'est pas appelée.
#[test]
fn un_refus_ne_se_lit_pas() {
    let comptable = Comptable::charger();
    let session = comptable.session();
    for texte in [
        "",
        "latin1",
        "refus latin1",
        "panique",
        "demain",
        "refus muet",
    ] {
        let mut lue = false;
        let verdict = session.execute(texte, |_| lue = true);
        assert!(
            verdict.is_err() && !lue,
            "à {texte:?}, il n'y a pas de réponse : `read` ne doit pas être appelée, et execute \
             doit rendre une erreur ({verdict:?})"
        );
    }
}
