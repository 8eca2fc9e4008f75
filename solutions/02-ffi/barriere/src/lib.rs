//! Solution : retenir une panique dans le greffon.
//!
//! Tout code qui peut paniquer passe sous `catch_unwind` avant le bord du greffon : celui du
//! module, son destructeur, que l'on oublie plus volontiers, et jusqu'à ce que la panique
//! transporte.

use std::any::Any;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ch_ffi_abi::{PluginBuffer, PluginInstance, PluginStatus};

use capricieux::Capricieux;

pub mod capricieux;
pub mod table;

/// Exécute `work` et dépose son texte ou son message dans `*output`. Une panique de `work`
/// s'arrête ici.
///
/// # Safety
///
/// `output` est nul ou vise un tampon où écrire.
pub unsafe fn barrier(
    output: *mut PluginBuffer,
    work: impl FnOnce() -> Result<String, String>,
) -> PluginStatus {
    if output.is_null() {
        return PluginStatus::INVALID_ARGUMENT;
    }
    let (status, text) = match contain(work) {
        Ok(Ok(text)) => (PluginStatus::OK, text),
        Ok(Err(message)) => (PluginStatus::ERROR, message),
        Err(message) => (PluginStatus::PANIC, message),
    };
    // SÛRETÉ : non nul, vérifié ; l'appelant garantit qu'on peut y écrire.
    unsafe { output.write(PluginBuffer::from_string(text)) };
    status
}

/// Détruit une instance ; une instance nulle est ignorée. La destruction du module peut
/// paniquer.
///
/// # Safety
///
/// `instance` est nulle, ou vient de [`create`](table::create) et n'a pas encore été détruite.
pub unsafe extern "C" fn destroy(instance: *mut PluginInstance) {
    if instance.is_null() {
        return;
    }
    // SÛRETÉ : l'appelant garantit que l'adresse vient de `create`, une seule fois.
    let module = unsafe { Box::from_raw(instance.cast::<Capricieux>()) };
    // `destroy` n'a ni statut ni tampon : la panique s'arrête ici, sans un mot pour l'hôte.
    let _ = contain(|| drop(module));
}

// ANCHOR: contenir
/// Fait un travail sans laisser sortir de panique ; rend le message de celle qui survient.
fn contain<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = panic_message(&*panic);
        // Détruire ce que la panique transporte peut paniquer aussi ; cette fois, on l'oublie.
        if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(panic))) {
            mem::forget(second);
        }
        message
    })
}
// ANCHOR_END: contenir

/// Le message d'une panique : `panic!` transporte un `&str` ou une `String`.
fn panic_message(panic: &(dyn Any + Send)) -> String {
    if let Some(text) = panic.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = panic.downcast_ref::<String>() {
        text.clone()
    } else {
        "panique sans message".to_owned()
    }
}
