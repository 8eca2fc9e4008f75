//! `destroy` : le module est détruit, quoi que fasse son destructeur.

use std::fs;
use std::panic::catch_unwind;
use std::ptr;

use ch_contrat::Plugin;
use libloading::{Library, Symbol};
use tempfile::TempDir;
use verifications::bibliotheque;

use super::super::sujet::capricieux::Grenade;
use super::super::sujet::destroy;
use super::sortie::charger;

/// Crée deux modules, prépare la destruction de l'un par `texte`, et les détruit.
fn detruire(texte: &str) {
    // Une copie du fichier a ses propres variables : les autres tests n'y comptent pas.
    let dossier = TempDir::new().expect("un dossier temporaire");
    let original = bibliotheque(env!("CARGO_PKG_NAME"));
    let copie = dossier.path().join(original.file_name().unwrap());
    fs::copy(original, &copie).expect("copier la bibliothèque");
    // SÛRETÉ : comme dans `charger`. Elle reste ouverte jusqu'à la fin de ce test.
    let bibliotheque = unsafe { Library::new(&copie) }.expect("la copie s'ouvre");
    // SÛRETÉ : c'est la signature de cette fonction, donnée avec l'exercice.
    let vivants: Symbol<extern "C" fn() -> usize> = unsafe { bibliotheque.get(c"live_instances") }
        .expect("« live_instances » est donnée avec l'exercice : elle doit rester exportée");

    let (greffon, autre) = (charger(&copie), charger(&copie));
    greffon
        .execute(texte)
        .expect("ce texte ne panique pas : il prépare seulement une destruction qui paniquera");
    assert_eq!(vivants(), 2, "deux modules sont créés");
    drop(greffon);
    assert_eq!(
        vivants(),
        1,
        "destroy doit détruire le module, même si son destructeur panique, et lui seul"
    );
    assert_eq!(
        autre
            .execute("bonjour")
            .expect("l'autre module travaille encore"),
        "bonjour, si vous voulez"
    );
    drop(autre);
    assert_eq!(vivants(), 0, "les deux modules sont détruits");
}

/// Une panique de `destroy` ne sort pas de la bibliothèque.
#[test]
fn une_panique_de_destroy_ne_sort_pas_de_la_bibliotheque() {
    detruire("je reste");
}

/// Ce que transporte une panique de `destroy` n'en sort pas non plus.
#[test]
fn une_grenade_de_destroy_ne_sort_pas_de_la_bibliotheque() {
    detruire("je reste avec une grenade");
}

/// Une instance nulle est ignorée.
///
/// Le départ ne fait rien, et réussit donc déjà : c'est ce que vous écrirez qui est jugé ici.
#[test]
fn une_instance_nulle_est_ignoree() {
    // SÛRETÉ : une instance nulle est permise, et doit être ignorée.
    unsafe { destroy(ptr::null_mut()) };
}

/// La grenade donnée avec l'exercice éclate autant de fois qu'elle le dit.
///
/// Elle est donnée : ce test réussit dès le départ, et veille à ce qu'elle reste une grenade.
#[test]
fn la_grenade_eclate_autant_de_fois() {
    for profondeur in [0, 1, 2, 5] {
        let mut grenade = Box::new(Grenade(profondeur));
        for reste in (0..profondeur).rev() {
            let eclat = catch_unwind(|| drop(grenade)).expect_err("une grenade éclate");
            grenade = eclat.downcast().expect("une grenade en contient une autre");
            assert_eq!(grenade.0, reste, "chaque éclat en laisse un de moins");
        }
        drop(grenade);
    }
}
