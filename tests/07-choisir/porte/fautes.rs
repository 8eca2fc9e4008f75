//! Troisième étape : dire la faute du programme.

use verifications::Issue;

use super::temoin::Temoin;
use super::{COURTES, LARGES, ProgramError, borne, compter, echec, faute};

/// Un programme mort dit comment il a fini.
#[test]
fn un_programme_mort_dit_comment() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let attendues = [
            ("mourir", Issue::Code(3)),
            ("avorter", Issue::Abort),
            ("couper", Issue::Code(0)),
            // Sa sortie se ferme d'abord ; il meurt un peu plus tard, mais à temps.
            ("agoniser", Issue::Code(4)),
        ];
        for (texte, attendue) in attendues {
            let erreur = echec(&module, texte);
            match faute(&erreur) {
                ProgramError::Ended(statut) => {
                    assert_eq!(Issue::from(*statut), attendue, "« {texte} »");
                    assert_eq!(
                        erreur.message(),
                        format!("le programme est mort ({statut})")
                    );
                }
                autre => panic!(
                    "« {texte} » fait mourir le programme : attendu Ended et la fin du processus, \
                     obtenu {autre:?}"
                ),
            }
        }
    });
}

/// Une sortie fermée n'est pas une mort.
#[test]
fn une_sortie_fermee_n_est_pas_une_mort() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(COURTES);
        let erreur = echec(&module, "fermer");
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::Closed),
            "le programme a fermé sa sortie et tourne encore : attendu Closed, obtenu {faute:?}"
        );
        assert_eq!(
            erreur.message(),
            "le programme a fermé sa sortie sans mourir"
        );
        assert!(
            temoin.est_mort(),
            "un programme qui ne peut plus répondre doit être arrêté"
        );
    });
}

/// Un programme qui tarde est arrêté, puis remplacé.
#[test]
fn un_programme_qui_tarde_est_arrete_et_remplace() {
    borne(|| {
        for texte in ["attendre", "goutte"] {
            let temoin = Temoin::nouveau();
            let module = temoin.module(COURTES);
            let erreur = echec(&module, texte);
            let faute = faute(&erreur);
            assert!(
                matches!(faute, ProgramError::Timeout(limite) if *limite == COURTES.answer),
                "« {texte} » : attendu Timeout et `limits.answer`, obtenu {faute:?}"
            );
            assert!(
                temoin.est_mort(),
                "après « {texte} », l'hôte n'attend plus le programme, qui doit être arrêté \
                 aussitôt : sa réponse, si elle vient, ne serait celle d'aucune demande"
            );
            assert_eq!(
                compter(&module),
                "1",
                "le texte suivant a un programme neuf"
            );
        }
    });
}
