//! Ce que l'exercice `ffi/propriete` doit garantir.

use super::sujet::{ExecuteError, Session};
use comptable::Comptable;

#[path = "propriete/comptable.rs"]
mod comptable;
#[path = "propriete/lecture.rs"]
mod lecture;
#[path = "propriete/refus.rs"]
mod refus;

/// Fait traiter un texte et copie la réponse.
fn executer(session: &Session, texte: &str) -> Result<String, ExecuteError> {
    session.execute(texte, str::to_owned)
}

/// Une réponse lue rend son tampon.
#[test]
fn une_reponse_rend_son_tampon() {
    let comptable = Comptable::charger();
    let longueur = comptable.session().execute("été", str::len);
    assert_eq!(
        longueur,
        Ok(5),
        "« ÉTÉ » a cinq octets, et `read` les compte"
    );
    comptable.verifier_les_tampons("après une réponse");
}

/// La réponse est intacte, et encore prêtée, pendant qu'on la lit.
#[test]
fn la_reponse_est_intacte_pendant_la_lecture() {
    let comptable = Comptable::charger();
    // Des octets, et non un `str` : si le tampon est déjà rendu, ce n'est plus de l'UTF-8.
    let lecture = comptable.session().execute(" bonjour\n", |reponse| {
        (reponse.as_bytes().to_vec(), comptable.bilan().lent_buffers)
    });
    let (octets, prets) = lecture.expect("le greffon accepte ce texte");
    assert_eq!(
        octets, b" BONJOUR\n",
        "pendant que `read` lit, les octets ont changé : un tampon rendu n'appartient plus à \
         l'hôte, le greffon écrit dessus"
    );
    assert_eq!(
        prets, 1,
        "`read` lit la réponse sur place : à ce moment, le tampon doit encore être prêté"
    );
}

/// L'instance est détruite avec la session, et elle seule.
#[test]
fn l_instance_est_detruite_avec_la_session() {
    let comptable = Comptable::charger();
    let vivantes = || comptable.bilan().live_instances;
    {
        let autre = comptable.session();
        {
            let une = comptable.session();
            assert_eq!(une.execute("a", str::len), Ok(1));
            assert_eq!(vivantes(), 2, "deux sessions sont ouvertes");
        }
        assert_eq!(
            vivantes(),
            1,
            "une session est détruite : son instance doit retourner à destroy, et elle seule"
        );
        assert_eq!(autre.execute("b", str::len), Ok(1));
    }
    assert_eq!(vivantes(), 0, "les deux sessions sont détruites");
    comptable.verifier_les_tampons("après deux sessions");
}

/// Rien n'est rendu deux fois.
#[test]
fn rien_n_est_rendu_deux_fois() {
    let comptable = Comptable::charger();
    let session = comptable.session();
    for tour in 0..50 {
        for texte in [
            "bonjour",
            "",
            "latin1",
            "été",
            "blanc",
            "refus latin1",
            "silence",
        ] {
            let _ = executer(&session, texte);
        }
        comptable.verifier_les_tampons(&format!("après {} appels", 7 * (tour + 1)));
    }
}
