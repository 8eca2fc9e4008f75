//! La longueur d'une ligne, à l'octet près, et ses octets.

use ch_contrat::Plugin;

use super::temoin::Temoin;
use super::{LARGES, MAX_LINE, ProgramError, borne, compter, echec, faute};

/// Une ligne de `MAX_LINE` octets est lue ; un octet de plus, et elle est refusée.
#[test]
fn une_ligne_a_au_plus_max_line_octets() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let reponse = module.execute(&format!("ligne {MAX_LINE}"));
        assert_eq!(
            reponse.map(|texte| texte.len()).ok(),
            Some(MAX_LINE - "ok 1 ".len()),
            "une ligne de `MAX_LINE` octets, fin de ligne non comprise, est permise"
        );
        let erreur = echec(&module, &format!("ligne {}", MAX_LINE + 1));
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::TooLong),
            "une ligne de `MAX_LINE` octets et un : attendu TooLong, obtenu {faute:?}"
        );
        assert_eq!(compter(&module), "1", "un programme neuf le remplace");
    });
}

/// Une ligne coupée n'est pas une ligne trop longue.
#[test]
fn une_ligne_coupee_n_est_pas_trop_longue() {
    borne(|| {
        let module = Temoin::nouveau().module(LARGES);
        let erreur = echec(&module, &format!("tronquer {MAX_LINE}"));
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::Ended(_)),
            "`MAX_LINE` octets, pas de fin de ligne, et le programme meurt : attendu Ended, obtenu \
             {faute:?}"
        );
    });
}

/// Une ligne sans fin est refusée, et le programme arrêté.
#[test]
fn une_ligne_trop_longue_est_refusee() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let erreur = echec(&module, "geant");
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::TooLong),
            "trois mébioctets et pas de fin de ligne : attendu TooLong, obtenu {faute:?}. La \
             mémoire de l'hôte n'est pas au programme"
        );
        assert_eq!(faute.to_string(), "ligne de plus de 1048576 octets");
        assert!(temoin.est_mort(), "ce programme doit être arrêté aussitôt");
        assert_eq!(compter(&module), "1", "un programme neuf le remplace");
    });
}

/// Une ligne qui n'est pas de l'UTF-8 est refusée, et le programme arrêté.
#[test]
fn une_ligne_qui_n_est_pas_de_l_utf8_est_refusee() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let erreur = echec(&module, "latin1");
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::NotUtf8),
            "l'octet E9 est un « é » en latin 1, rien en UTF-8 : attendu NotUtf8, obtenu {faute:?}"
        );
        assert_eq!(faute.to_string(), "ligne qui n'est pas de l'UTF-8");
        assert!(temoin.est_mort(), "ce programme doit être arrêté aussitôt");
        assert_eq!(compter(&module), "1", "un programme neuf le remplace");
    });
}
