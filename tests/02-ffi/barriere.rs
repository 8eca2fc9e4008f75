//! Ce que l'exercice `ffi/barriere` doit garantir.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::path::Path;
use std::ptr;

use ch_contrat::Plugin;
use ch_ffi::abi::{PluginBuffer, PluginStatus};
use ch_ffi::{FfiPlugin, load_plugin};
use libloading::{Library, Symbol};
use verifications::bibliotheque;

use super::sujet::{barrier, destroy};

/// Le statut et le texte que `barrier` fait ressortir de ce travail.
fn passer(travail: impl FnOnce() -> Result<String, String>) -> (PluginStatus, String) {
    let mut tampon = PluginBuffer::EMPTY;
    let statut = catch_unwind(AssertUnwindSafe(|| {
        // SÛRETÉ : le tampon est à nous.
        unsafe { barrier(&mut tampon, travail) }
    }));
    let statut = statut.unwrap_or_else(|_| {
        panic!(
            "la panique du travail est sortie de barrier : au bord d'une fonction extern \"C\", \
             elle aurait abattu l'hôte. barrier doit l'attraper et rendre PANIC (3)"
        )
    });
    // SÛRETÉ : le tampon vient de `PluginBuffer::from_string`, dans ce programme, ou il est vide.
    let octets = unsafe { tampon.into_bytes() };
    let texte = String::from_utf8(octets).expect("un message est de l'UTF-8");
    (statut, texte)
}

#[test]
fn une_reponse_ressort_avec_le_statut_ok() {
    let (statut, texte) = passer(|| Ok("fait".to_owned()));
    assert_eq!(
        (statut, texte.as_str()),
        (PluginStatus::OK, "fait"),
        "le travail a rendu Ok(\"fait\") : statut OK (0), et le texte dans le tampon"
    );
}

#[test]
fn une_erreur_ressort_avec_son_message() {
    let (statut, texte) = passer(|| Err("pas ce texte".to_owned()));
    assert_eq!(
        (statut, texte.as_str()),
        (PluginStatus::ERROR, "pas ce texte"),
        "le travail a rendu Err : statut ERROR (1), et le message dans le tampon"
    );
}

#[test]
fn une_panique_ressort_en_statut() {
    let (statut, texte) = passer(|| panic!("indice hors limites"));
    assert_eq!(
        (statut, texte.as_str()),
        (PluginStatus::PANIC, "indice hors limites"),
        "le travail a paniqué : statut PANIC (3), et le message de la panique dans le tampon"
    );
}

#[test]
fn le_message_formate_d_une_panique_ressort() {
    let indice = 12;
    let (statut, texte) = passer(|| panic!("indice {indice} hors limites"));
    assert_eq!(
        (statut, texte.as_str()),
        (PluginStatus::PANIC, "indice 12 hors limites"),
        "un message qui contient une valeur ne voyage pas dans le même type qu'un message fixe"
    );
}

#[test]
fn une_panique_sans_message_est_dite() {
    let (statut, texte) = passer(|| panic_any(404));
    assert_eq!(
        (statut, texte.as_str()),
        (PluginStatus::PANIC, "panique sans message"),
        "panic_any transporte ici un entier : il n'y a pas de message à relire, et il faut le dire"
    );
}

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

/// Charge la bibliothèque du paquet vérifié dans l'hôte du livre.
fn charger(chemin: &Path) -> FfiPlugin {
    // SÛRETÉ : cargo vient de la compiler, et sa table est donnée avec l'exercice.
    unsafe { load_plugin(chemin) }
        .unwrap_or_else(|erreur| panic!("l'hôte du livre doit charger le greffon : {erreur}"))
}

// Si ce test est arrêté par un abandon (*abort*), une panique a franchi `extern "C"`.
#[test]
fn une_panique_de_execute_ne_sort_pas_de_la_bibliotheque() {
    let greffon = charger(&bibliotheque(env!("CARGO_PKG_NAME")));
    let erreur = greffon
        .execute("panique")
        .expect_err("le module panique pour ce texte : l'hôte doit recevoir une erreur");
    assert!(
        erreur.message().contains("le module a trébuché"),
        "l'hôte doit lire le message de la panique, il a reçu : {erreur}"
    );
    let reponse = greffon
        .execute("bonjour")
        .expect("après une panique retenue, le greffon travaille encore");
    assert_eq!(reponse, "bonjour, si vous voulez");
}

// De même : un abandon veut dire que la panique du destructeur a franchi `extern "C"`.
#[test]
fn une_panique_de_destroy_ne_sort_pas_de_la_bibliotheque() {
    // Une copie du fichier a ses propres variables : les autres tests n'y comptent pas.
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let original = bibliotheque(env!("CARGO_PKG_NAME"));
    let copie = dossier.path().join(original.file_name().unwrap());
    fs::copy(original, &copie).expect("copier la bibliothèque");
    // SÛRETÉ : comme dans `charger`. Elle reste ouverte jusqu'à la fin de ce test.
    let bibliotheque = unsafe { Library::new(&copie) }.expect("la copie s'ouvre");
    // SÛRETÉ : c'est la signature de cette fonction, donnée avec l'exercice.
    let vivants: Symbol<extern "C" fn() -> usize> = unsafe { bibliotheque.get(c"live_instances") }
        .expect("« live_instances » est donnée avec l'exercice : elle doit rester exportée");

    let greffon = charger(&copie);
    greffon
        .execute("je reste")
        .expect("ce texte ne panique pas : il prépare seulement une destruction qui paniquera");
    drop(greffon);
    assert_eq!(
        vivants(),
        0,
        "destroy doit détruire le module, même si son destructeur panique"
    );
}

// Le départ ne fait rien, et réussit donc déjà : c'est ce que vous écrirez qui est jugé ici.
#[test]
fn une_instance_nulle_est_ignoree() {
    // SÛRETÉ : une instance nulle est permise, et doit être ignorée.
    unsafe { destroy(ptr::null_mut()) };
}
