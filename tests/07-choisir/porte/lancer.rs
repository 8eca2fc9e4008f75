//! Première étape : lancer un programme, et le finir.

use std::error::Error;
use std::io;
use std::process::Command;
use std::time::Duration;

use ch_contrat::Plugin;
use verifications::Issue;

use super::fin::a_ete_attendu;
use super::temoin::Temoin;
use super::{LARGES, Limits, ProgramError, ProgramPlugin, borne};

/// Le programme donne son nom et sa version.
#[test]
fn le_programme_donne_son_nom_et_sa_version() {
    borne(|| {
        let temoin = Temoin::nouveau();
        for (nom, version) in [("temoin", "1.0.0"), ("le-correcteur-d'été", "2.3.0-β")] {
            let module = temoin.module_au_salut(&format!("atelier 1 {nom} {version}"), LARGES);
            assert_eq!(
                (module.name(), module.version()),
                (nom, version),
                "la poignée de main est « atelier 1 {nom} {version} » : le protocole, puis le nom \
                 et la version"
            );
        }
    });
}

/// Un programme absent est une erreur, qui garde celle du système.
#[test]
fn un_programme_absent_n_est_pas_une_panique() {
    borne(|| {
        let commande = Command::new("ce-programme-n-existe-pas");
        let erreur = ProgramPlugin::launch(commande, LARGES).err();
        let Some(erreur @ ProgramError::Spawn(_)) = erreur else {
            panic!("un programme introuvable : attendu Spawn, obtenu {erreur:?}");
        };
        assert_eq!(erreur.to_string(), "le programme ne se lance pas");
        let cause = erreur.source().and_then(|cause| cause.downcast_ref());
        assert_eq!(
            cause.map(io::Error::kind),
            Some(io::ErrorKind::NotFound),
            "la cause de Spawn est l'erreur du système, telle quelle"
        );
    });
}

/// Une fausse poignée de main est refusée, et le programme arrêté.
#[test]
fn une_fausse_poignee_de_main_est_refusee() {
    borne(|| {
        for salut in [
            "bonjour",
            "atelier 1 temoin",
            "atelier 1 temoin 1.0.0 gzip",
            "bonjour 1 temoin 1.0.0",
            "atelier 1  1.0.0",
            "atelier 1 temoin ",
        ] {
            let temoin = Temoin::nouveau();
            let erreur = temoin.refus(salut, LARGES);
            assert!(
                matches!(&erreur, ProgramError::Unexpected(ligne) if ligne == salut),
                "« {salut} » : attendu Unexpected, obtenu {erreur:?}"
            );
            assert_eq!(erreur.to_string(), format!("ligne inattendue : {salut:?}"));
            assert!(
                temoin.est_mort(),
                "« {salut} » : le programme tourne encore"
            );
            assert!(
                a_ete_attendu(temoin.lancements()[0]),
                "« {salut} » : le programme refusé est mort, mais personne ne l'a attendu"
            );
        }
        let temoin = Temoin::nouveau();
        let erreur = temoin.refus("atelier 2 temoin 1.0.0 gzip", LARGES);
        assert!(
            matches!(&erreur, ProgramError::Version(version) if version == "2"),
            "le protocole 2 peut avoir d'autres règles : attendu Version, obtenu {erreur:?}"
        );
        assert_eq!(erreur.to_string(), "protocole 2 inconnu : 1 attendu");
        assert!(
            temoin.est_mort(),
            "l'hôte a refusé ce programme, qui continue de tourner sans lui"
        );
    });
}

/// Un programme qui ne se présente pas est arrêté.
#[test]
fn un_programme_qui_ne_se_presente_pas_est_arrete() {
    borne(|| {
        let limites = Limits {
            start: Duration::from_secs(1),
            ..LARGES
        };
        let temoin = Temoin::nouveau();
        let erreur = temoin.refus("muet", limites);
        assert!(
            matches!(erreur, ProgramError::Timeout(limite) if limite == limites.start),
            "rien ne vient : attendu Timeout et `limits.start`, obtenu {erreur:?}"
        );
        assert_eq!(erreur.to_string(), "pas de réponse en 1s");
        assert!(
            temoin.est_mort(),
            "l'hôte n'attend plus ce programme, qui continue de tourner"
        );
    });
}

/// Un programme qui meurt sans se présenter dit comment il a fini.
#[test]
fn un_programme_mort_avant_de_se_presenter_dit_comment() {
    borne(|| {
        let erreur = Temoin::nouveau().refus("mort", LARGES);
        let ProgramError::Ended(statut) = erreur else {
            panic!("le programme finit avant toute ligne : attendu Ended, obtenu {erreur:?}");
        };
        assert_eq!(Issue::from(statut), Issue::Code(5));
    });
}
