//! Ce qui échoue laisse le dernier bon en place, et dit pourquoi.

use std::fs;
use std::io::ErrorKind;
use std::mem::discriminant;
use std::sync::Arc;

use ch_contrat::Plugin;
use verifications::bibliotheque;

use super::super::sujet::{HotPlugin, ReloadError};
use super::atelier::{Atelier, VERSION_1, VERSION_2, recharger, reponse};
use super::ouverte::est_ouverte;

/// Un fichier disparu ne change rien.
#[test]
fn un_fichier_disparu_ne_change_rien() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    fs::remove_file(atelier.source()).expect("effacer le fichier");
    let verdict = recharger(&greffon);
    assert!(
        matches!(&verdict, Err(ReloadError::Copy(cause)) if cause.kind() == ErrorKind::NotFound),
        "il n'y a plus de fichier à copier : attendu ReloadError::Copy, avec la cause que le \
         système a donnée, obtenu {verdict:?}"
    );
    assert_eq!(
        reponse(&greffon),
        VERSION_1,
        "le dernier bon reste en place"
    );
}

/// Un greffon refusé ne change rien, et le suivant est accepté.
#[test]
fn un_greffon_refuse_ne_change_rien() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    let texte = atelier.dossier.path().join("texte");
    fs::write(&texte, "Ceci n'est pas une bibliothèque.").expect("écrire un texte");

    let avant = greffon.current();
    for (fichier, quoi) in [
        (texte, "un texte"),
        (
            bibliotheque("temoin-abi-futur"),
            "un greffon d'une autre version du contrat",
        ),
    ] {
        // SÛRETÉ : comme dans `ouvrir`. L'hôte du livre dit ici ce que `Load` doit garder.
        let attendue = unsafe { ch_ffi::load_plugin(&fichier) }.expect_err("ce fichier est refusé");
        atelier.publier(&fichier);
        let Err(ReloadError::Load(cause)) = recharger(&greffon) else {
            panic!("le fichier est {quoi} : attendu ReloadError::Load");
        };
        assert_eq!(
            discriminant(&cause.reason),
            discriminant(&attendue.reason),
            "le fichier est {quoi} : l'erreur est celle de load_plugin, obtenu {cause:?}"
        );
        assert_eq!(
            reponse(&greffon),
            VERSION_1,
            "le dernier bon reste en place"
        );
        assert!(
            Arc::ptr_eq(&greffon.current(), &avant),
            "un refus ne change rien : c'est encore la même instance"
        );
    }

    atelier.publier(&bibliotheque("temoin-salut-2"));
    recharger(&greffon).expect("après un refus, une bonne version est acceptée");
    assert_eq!(
        reponse(&greffon),
        VERSION_2,
        "un refus n'empêche pas la version suivante de prendre la place"
    );
}

/// Une version qui ne s'initialise pas ne change rien.
#[test]
fn un_init_qui_echoue_ne_change_rien() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    atelier.publier(&bibliotheque("temoin-init-refuse"));
    let verdict = recharger(&greffon);
    assert!(
        matches!(&verdict, Err(ReloadError::Init(cause)) if cause.message().contains("introuvable")),
        "l'init de cette version échoue : attendu ReloadError::Init, avec l'erreur du greffon, \
         obtenu {verdict:?}"
    );
    assert_eq!(
        greffon.current().version(),
        "1.0.0",
        "une version qui ne s'initialise pas ne prend pas la place du dernier bon"
    );
    assert_eq!(reponse(&greffon), VERSION_1);
}

/// Une version refusée ne reste pas ouverte.
#[test]
fn une_version_refusee_ne_reste_pas_ouverte() {
    let atelier = Atelier::nouveau();
    atelier.publier(essais_c::etat());
    let greffon = atelier.ouvrir();
    let mut refuses = vec![
        (
            essais_c::contrat_2().to_owned(),
            "suit une autre version du contrat",
        ),
        (essais_c::muet().to_owned(), "ne donne pas d'instance"),
    ];
    // macOS ne ferme jamais une bibliothèque qui a des variables locales à un fil, comme celles de
    // la bibliothèque standard de Rust.
    if cfg!(not(target_os = "macos")) {
        let init_refuse = bibliotheque("temoin-init-refuse");
        refuses.push((init_refuse, "refuse de s'initialiser"));
    }
    for (fichier, quoi) in refuses {
        let avant = atelier.copies_faites();
        atelier.publier(&fichier);
        let verdict = recharger(&greffon);
        assert!(verdict.is_err(), "ce greffon {quoi} : il doit être refusé");
        for copie in atelier.copies_faites().difference(&avant) {
            assert!(
                !est_ouverte(copie),
                "ce greffon {quoi} ({verdict:?}), et sa bibliothèque est encore ouverte"
            );
        }
    }
}

/// La première version peut être refusée aussi, et l'erreur dit l'étape.
#[test]
fn une_premiere_version_refusee_dit_l_etape() {
    let atelier = Atelier::nouveau();
    // SÛRETÉ : les fichiers de ce contrôle sont des témoins de ce dépôt.
    let ouvrir = || unsafe { HotPlugin::open(&atelier.source(), &atelier.copies()) };
    atelier.publier(&bibliotheque("temoin-init-refuse"));
    assert!(matches!(ouvrir(), Err(ReloadError::Init(_))));
    atelier.publier(&bibliotheque("temoin-abi-futur"));
    assert!(matches!(ouvrir(), Err(ReloadError::Load(_))));
    fs::remove_file(atelier.source()).expect("effacer le fichier");
    assert!(matches!(ouvrir(), Err(ReloadError::Copy(_))));
}
