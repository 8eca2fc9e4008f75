//! Deuxième étape : demander, et recevoir la réponse de sa demande.

use std::thread;
use std::time::Duration;

use ch_contrat::Plugin;

use super::temoin::Temoin;
use super::{LARGES, Limits, ProgramError, borne, compter, echec, faute};

/// Un refus n'est pas une mort.
#[test]
fn un_refus_n_est_pas_une_mort() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let refus = echec(&module, "refuser");
        assert_eq!(
            refus.message(),
            "pas ce texte :\nil est vide",
            "« erreur » est une réponse : son texte est le message de l'échec"
        );
        assert_eq!(
            compter(&module),
            "2",
            "le programme a refusé un texte, il n'a pas failli : c'est lui qui traite le suivant"
        );
    });
}

/// Les demandes sont numérotées à partir de 1, pour chaque programme.
#[test]
fn chaque_programme_a_ses_numeros() {
    borne(|| {
        let (premier, second) = (Temoin::nouveau(), Temoin::nouveau());
        let (un, deux) = (premier.module(LARGES), second.module(LARGES));
        for attendu in 1..=50 {
            for module in [&un, &deux] {
                assert_eq!(
                    module.execute("numero").ok(),
                    Some(attendu.to_string()),
                    "deux programmes, une demande à l'un, une demande à l'autre : chacun compte les \
                     siennes à partir de 1"
                );
            }
        }
        echec(&un, "mourir");
        assert_eq!(
            un.execute("numero").ok().as_deref(),
            Some("1"),
            "un programme relancé est un programme neuf : il compte depuis 1"
        );
    });
}

/// Une réponse répond à sa demande.
#[test]
fn une_reponse_repond_a_sa_demande() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        assert_eq!(
            module.execute("bavarder").ok().as_deref(),
            Some("une fois"),
            "la première des deux lignes répond à la demande"
        );
        let erreur = echec(&module, "bonjour");
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::Unexpected(_)),
            "la seconde ligne porte le numéro d'une autre demande : attendu Unexpected, obtenu {faute:?}"
        );
        assert_eq!(
            compter(&module),
            "1",
            "on ne sait plus à quoi il répond : un programme neuf le remplace"
        );
    });
}

/// Plusieurs fils peuvent demander à la fois : chacun a sa réponse.
#[test]
fn chaque_fil_a_sa_reponse() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        thread::scope(|fils| {
            for fil in 0..8 {
                let module = &module;
                fils.spawn(move || {
                    for tour in 0..25 {
                        assert_eq!(
                            module.execute(&format!("fil {fil}, tour {tour}")).ok(),
                            Some(format!("FIL {fil}, TOUR {tour}")),
                            "huit fils se servent du même module : chacun attend son tour et \
                             reçoit sa réponse"
                        );
                    }
                });
            }
        });
        assert_eq!(temoin.lancements().len(), 1, "un seul programme les sert");
    });
}

/// Une réponse qui vient à temps est reçue.
#[test]
fn une_reponse_lente_vient_a_temps() {
    borne(|| {
        let limites = Limits {
            answer: Duration::from_secs(3),
            ..LARGES
        };
        let module = Temoin::nouveau().module(limites);
        assert_eq!(
            module.execute("tarder").ok().as_deref(),
            Some("enfin"),
            "le programme répond en une seconde, et il en a trois"
        );
    });
}

/// Un texte que personne ne lit ne bloque pas l'hôte.
#[test]
fn un_texte_que_personne_ne_lit_ne_bloque_pas_l_hote() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(super::COURTES);
        assert_eq!(
            module.execute("sourd").ok().as_deref(),
            Some("je n'écoute plus")
        );
        let erreur = echec(&module, &"long ".repeat(100_000));
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::Timeout(_)),
            "le tube est plein, l'écriture attend : le temps se compte dès la demande, et non \
             dès qu'elle est écrite ; obtenu {faute:?}"
        );
    });
}
