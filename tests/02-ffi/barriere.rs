//! Ce que l'exercice `ffi/barriere` doit garantir.

use std::panic::panic_any;
use std::ptr;

use ch_ffi::abi::PluginStatus;
use verifications::AllocateurCompteur;

use super::sujet::barrier;
use super::sujet::capricieux::Grenade;
use passage::passer;

#[path = "barriere/destruction.rs"]
mod destruction;
#[path = "barriere/memoire.rs"]
mod memoire;
#[path = "barriere/passage.rs"]
mod passage;
#[path = "barriere/sortie.rs"]
mod sortie;

#[global_allocator]
static COMPTEUR: AllocateurCompteur = AllocateurCompteur;

/// Une réponse ressort avec le statut `OK`.
#[test]
fn une_reponse_ressort_avec_le_statut_ok() {
    for texte in ["fait", "où est l'œuf 🥚 ?", ""] {
        assert_eq!(
            passer(|| Ok(texte.to_owned())),
            (PluginStatus::OK, texte.to_owned()),
            "le travail a rendu Ok({texte:?}) : statut OK (0), et le texte dans le tampon"
        );
    }
}

/// Une erreur ressort avec son message.
#[test]
fn une_erreur_ressort_avec_son_message() {
    for message in ["pas ce texte", "ni l'été 🌞", ""] {
        assert_eq!(
            passer(|| Err(message.to_owned())),
            (PluginStatus::ERROR, message.to_owned()),
            "le travail a rendu Err : statut ERROR (1), et le message dans le tampon"
        );
    }
}

/// Une panique ressort en statut, avec son message.
#[test]
fn une_panique_ressort_en_statut() {
    assert_eq!(
        passer(|| panic!("indice hors limites")),
        (PluginStatus::PANIC, "indice hors limites".to_owned()),
        "le travail a paniqué : statut PANIC (3), et le message de la panique dans le tampon"
    );
    assert_eq!(
        passer(|| panic!("")),
        (PluginStatus::PANIC, String::new()),
        "un message vide est un message"
    );
}

/// Un message formaté ressort aussi.
#[test]
fn le_message_formate_d_une_panique_ressort() {
    for indice in [12, 50] {
        assert_eq!(
            passer(|| panic!("indice {indice} hors limites")),
            (PluginStatus::PANIC, format!("indice {indice} hors limites")),
            "un message qui contient une valeur ne voyage pas dans le même type qu'un message fixe"
        );
    }
}

/// Une panique sans message est dite.
#[test]
fn une_panique_sans_message_est_dite() {
    let attendu = || (PluginStatus::PANIC, "panique sans message".to_owned());
    let quoi =
        "panic_any ne transporte pas de message : il n'y a rien à relire, et il faut le dire";
    assert_eq!(passer(|| panic_any(404)), attendu(), "un entier, {quoi}");
    assert_eq!(passer(|| panic_any(())), attendu(), "rien, {quoi}");
    assert_eq!(passer(|| panic_any('x')), attendu(), "un caractère, {quoi}");
}

/// Ce qu'une panique transporte peut paniquer en se détruisant : rien n'en sort.
#[test]
fn une_panique_dans_une_panique_ne_sort_pas() {
    for profondeur in [1, 2, 3] {
        assert_eq!(
            passer(|| panic_any(Grenade(profondeur))),
            (PluginStatus::PANIC, "panique sans message".to_owned()),
            "détruire ce que la panique transporte panique encore, {profondeur} fois de suite"
        );
    }
}

/// Cinquante paniques de suite ressortent comme la première.
#[test]
fn cinquante_paniques_ressortent_de_meme() {
    for tour in 0..50 {
        assert_eq!(
            passer(|| panic!("tour {tour}")),
            (PluginStatus::PANIC, format!("tour {tour}"))
        );
        assert_eq!(
            passer(|| Ok(format!("tour {tour}"))),
            (PluginStatus::OK, format!("tour {tour}")),
            "après une panique retenue, le travail suivant se passe bien"
        );
    }
}

/// Sans tampon où répondre, rien n'est exécuté.
#[test]
fn sans_tampon_rien_n_est_execute() {
    let mut fait = false;
    // SÛRETÉ : un tampon nul est permis, et doit être refusé.
    let statut = unsafe {
        barrier(ptr::null_mut(), || {
            fait = true;
            Ok(String::new())
        })
    };
    assert_eq!(
        statut,
        PluginStatus::INVALID_ARGUMENT,
        "sans tampon où répondre : INVALID_ARGUMENT (2)"
    );
    assert!(
        !fait,
        "le travail a été fait alors que l'appel est refusé : le tampon se vérifie d'abord"
    );
}
