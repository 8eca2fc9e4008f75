//! Ce que la barrière alloue, et ce qu'elle en rend.
//!
//! Le paquet est aussi lié à ce contrôle, dont l'allocateur compte les octets.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::Once;

use ch_ffi::abi::{PluginBuffer, PluginInstance, PluginStatus, PluginStr};
use verifications::octets_vivants;

use super::super::sujet::destroy;
use super::super::sujet::table::{create, execute};
use super::passage::passer;

thread_local! {
    static MUET: Cell<bool> = const { Cell::new(false) };
}

/// Les octets qu'un travail alloue sans les libérer. Ses paniques ne s'affichent pas : le harnais
/// garderait en mémoire ce qu'elles écrivent.
fn octets_perdus(travail: impl Fn()) -> isize {
    static UNE_FOIS: Once = Once::new();
    UNE_FOIS.call_once(|| {
        let ordinaire = panic::take_hook();
        panic::set_hook(Box::new(move |panique| {
            if !MUET.get() {
                ordinaire(panique);
            }
        }));
    });
    MUET.set(true);
    let perdus = catch_unwind(AssertUnwindSafe(|| {
        // La première fois, un fil d'exécution peut garder quelque chose pour la suite.
        travail();
        let avant = octets_vivants();
        (0..50).for_each(|_| travail());
        octets_vivants() - avant
    }));
    MUET.set(false);
    perdus.unwrap_or_else(|panique| {
        std::mem::forget(panique);
        panic!("une panique est sortie, ou un statut n'est pas le bon : voyez les autres tests")
    })
}

/// Crée un module, lui donne un texte et le rend à `destroy`.
fn une_vie(texte: &str) {
    let mut instance: *mut PluginInstance = ptr::null_mut();
    let mut tampon = PluginBuffer::EMPTY;
    // SÛRETÉ : les emplacements sont à nous, et l'instance vient de `create`.
    let statuts = unsafe {
        let cree = create(&mut instance);
        let fait = execute(instance, PluginStr::new(texte), &mut tampon);
        destroy(instance);
        drop(tampon.into_bytes());
        (cree, fait)
    };
    assert_eq!(statuts, (PluginStatus::OK, PluginStatus::OK));
}

/// Une panique retenue ne laisse pas un octet derrière elle.
#[test]
fn une_panique_retenue_ne_laisse_pas_un_octet() {
    let perdus = octets_perdus(|| {
        let (statut, _) = passer(|| panic!("{}", "un long message ".repeat(100)));
        assert_eq!(statut, PluginStatus::PANIC);
        passer(|| Err("une erreur".to_owned()));
        passer(|| Ok("une réponse".to_owned()));
    });
    assert_eq!(
        perdus, 0,
        "cinquante paniques retenues : octets alloués moins octets libérés. Ce que la panique \
         transportait est à vous : il faut le détruire"
    );
}

/// Un module rendu à `destroy` ne laisse pas un octet derrière lui.
#[test]
fn un_module_detruit_ne_laisse_pas_un_octet() {
    for texte in ["bonjour", "je reste"] {
        let perdus = octets_perdus(|| une_vie(texte));
        assert_eq!(
            perdus, 0,
            "cinquante modules créés, appelés par « {texte} » et rendus à destroy : octets alloués \
             moins octets libérés"
        );
    }
}
