//! Un passage par `barrier`, tel que l'hôte le verrait.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ch_ffi::abi::{PluginBuffer, PluginStatus};

use super::super::sujet::barrier;

/// Le statut et le texte que `barrier` fait ressortir de ce travail.
#[track_caller]
pub(super) fn passer(travail: impl FnOnce() -> Result<String, String>) -> (PluginStatus, String) {
    let mut tampon = PluginBuffer::EMPTY;
    let statut = catch_unwind(AssertUnwindSafe(|| {
        // SÛRETÉ : le tampon est à nous.
        unsafe { barrier(&mut tampon, travail) }
    }));
    let statut = statut.unwrap_or_else(|panique| {
        // Ce qui sort est peut-être une grenade : la détruire ferait perdre le message.
        std::mem::forget(panique);
        panic!(
            "une panique est sortie de barrier : au bord d'une fonction extern \"C\", elle aurait \
             abattu l'hôte. barrier doit l'attraper et rendre PANIC (3)"
        )
    });
    // SÛRETÉ : le tampon vient de `PluginBuffer::from_string`, dans ce programme, ou il est vide.
    let octets = unsafe { tampon.into_bytes() };
    let texte = String::from_utf8(octets).expect("un message est de l'UTF-8");
    (statut, texte)
}
