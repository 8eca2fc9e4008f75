//! Quatrième étape : repartir avec un programme neuf.

use std::time::{Duration, Instant};

use super::fin::a_ete_attendu;
use super::temoin::Temoin;
use super::{LARGES, Limits, ProgramError, borne, compter, echec, faute};

/// Le texte suivant a un programme neuf.
#[test]
fn le_texte_suivant_a_un_programme_neuf() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        assert_eq!(compter(&module), "1");
        echec(&module, "mourir");
        assert_eq!(
            temoin.lancements().len(),
            1,
            "le texte qui a tué le programme n'est pas rejoué, et rien n'est relancé d'avance"
        );
        assert_eq!(
            compter(&module),
            "1",
            "le texte suivant est le premier d'un programme neuf"
        );
        assert_eq!(compter(&module), "2", "et ce programme est gardé");
        assert_eq!(temoin.lancements().len(), 2);
    });
}

/// Un programme relancé doit se présenter comme le premier.
#[test]
fn un_programme_relance_est_le_meme_module() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module_au_salut("atelier 1 temoin 1.0.0", LARGES);
        for (nom, version) in [("temoin", "2.0.0"), ("autre", "1.0.0")] {
            temoin.presenter(format!("atelier 1 {nom} {version}"));
            echec(&module, "mourir");
            let erreur = echec(&module, "bonjour");
            let faute = faute(&erreur);
            assert!(
                matches!(faute, ProgramError::Changed(salut) if salut.name == nom && salut.version == version),
                "le programme a été remplacé par un autre : le nom ou la version du module \
                 mentirait ; obtenu {faute:?}"
            );
            assert_eq!(erreur.message(), format!("relancé, il est {nom} {version}"));
            assert!(
                temoin.est_mort(),
                "le programme refusé doit être arrêté, comme au premier lancement"
            );
            assert!(
                temoin
                    .lancements()
                    .into_iter()
                    .rev()
                    .take(1)
                    .all(a_ete_attendu),
                "le programme refusé est mort, mais personne ne l'a attendu"
            );
            temoin.presenter("atelier 1 temoin 1.0.0");
            assert_eq!(
                compter(&module),
                "1",
                "l'ancien programme revient : il convient de nouveau"
            );
        }
    });
}

/// La relance a `limits.start` pour elle, et `limits.answer` ne court qu'ensuite.
#[test]
fn la_relance_a_son_propre_temps() {
    borne(|| {
        let limites = Limits {
            answer: Duration::from_millis(1500),
            ..LARGES
        };
        let temoin = Temoin::nouveau();
        let module = temoin.module_au_salut("atelier 1 temoin 1.0.0", limites);
        echec(&module, "mourir");
        // Deux secondes pour se présenter : plus que `limits.answer`, moins que `limits.start`.
        temoin.presenter("tardif");
        assert_eq!(
            compter(&module),
            "1",
            "le programme relancé se présente en deux secondes ; il en a cinq pour cela, et sa \
             réponse n'est attendue qu'après"
        );
    });
}

/// Un programme relancé qui ne se présente pas n'a que `limits.start`.
#[test]
fn une_relance_muette_ne_dure_pas() {
    borne(|| {
        let limites = Limits {
            start: Duration::from_millis(500),
            ..LARGES
        };
        let temoin = Temoin::nouveau();
        let module = temoin.module_au_salut("atelier 1 temoin 1.0.0", limites);
        echec(&module, "mourir");
        temoin.presenter("muet");
        // Trois essais : une machine occupée peut en retarder un.
        let rapide = (0..3).any(|_| {
            let debut = Instant::now();
            let erreur = echec(&module, "bonjour");
            let faute = faute(&erreur);
            assert!(
                matches!(faute, ProgramError::Timeout(limite) if *limite == limites.start),
                "attendu Timeout et `limits.start`, obtenu {faute:?}"
            );
            debut.elapsed() < Duration::from_millis(2_500)
        });
        assert!(
            rapide,
            "une demi-seconde pour se présenter, et l'hôte en attend plus de deux"
        );
        assert!(temoin.est_mort(), "le programme muet doit être arrêté");
    });
}
