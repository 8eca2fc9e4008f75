//! Ce qu'il faut à un greffon Rust pour publier un [`Plugin`] : la macro
//! [`export_plugin!`](crate::export_plugin) et les fonctions qu'elle met dans la table.
//!
//! Chaque fonction suit le même plan : vérifier les pointeurs, appeler le trait sous
//! [`catch_unwind`], rendre un statut et un message.

use std::ffi::CStr;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ch_contrat::{Plugin, PluginError, panic_message};

use crate::{ABI_VERSION, PluginApi, PluginBuffer, PluginInstance, PluginStatus, PluginStr};

// ANCHOR: macro
/// Publie un type `Plugin + Default` sous la forme d'une table et de sa fonction d'entrée.
///
/// ```ignore
/// export_plugin!(Majuscules, name: c"majuscules", version: c"1.0.0");
/// ```
#[macro_export]
macro_rules! export_plugin {
    ($plugin:ty, name: $name:literal, version: $version:literal $(,)?) => {
        /// La fonction d'entrée du greffon : rend l'adresse de sa table.
        #[unsafe(no_mangle)]
        pub extern "C" fn plugin_entry() -> *const $crate::PluginApi {
            static API: $crate::PluginApi = $crate::export::table::<$plugin>($name, $version);
            &API
        }
    };
}
// ANCHOR_END: macro

/// La table d'un greffon Rust.
pub const fn table<P: Plugin + Default>(name: &'static CStr, version: &'static CStr) -> PluginApi {
    PluginApi {
        abi_version: ABI_VERSION,
        struct_size: size_of::<PluginApi>() as u32,
        name: name.as_ptr(),
        version: version.as_ptr(),
        create: Some(create::<P>),
        init: Some(init::<P>),
        execute: Some(execute::<P>),
        free_buffer: Some(free_buffer),
        destroy: Some(destroy::<P>),
    }
}

// ANCHOR: fonctions
/// Met une nouvelle instance dans `*instance`.
///
/// # Safety
///
/// `instance` est nul ou vise un emplacement où écrire un pointeur.
pub unsafe extern "C" fn create<P: Plugin + Default>(
    instance: *mut *mut PluginInstance,
) -> PluginStatus {
    if instance.is_null() {
        return PluginStatus::INVALID_ARGUMENT;
    }
    match contain(|| Box::new(P::default())) {
        Ok(plugin) => {
            // SÛRETÉ : non nul, vérifié ; l'appelant garantit qu'on peut y écrire.
            unsafe { instance.write(Box::into_raw(plugin).cast()) };
            PluginStatus::OK
        }
        Err(_) => PluginStatus::PANIC,
    }
}

/// Traite un texte ; `output` reçoit le résultat ou le message d'erreur.
///
/// # Safety
///
/// `instance` vient de [`create`] et n'est pas détruite ; `text` vise des octets lisibles ;
/// `output` est nul ou vise un tampon où écrire ; aucun autre appel n'est en cours sur
/// cette instance.
pub unsafe extern "C" fn execute<P: Plugin>(
    instance: *mut PluginInstance,
    text: PluginStr,
    output: *mut PluginBuffer,
) -> PluginStatus {
    // SÛRETÉ : l'appelant garantit que `instance` vient de `create::<P>`.
    let plugin = unsafe { instance.cast::<P>().as_ref() };
    // SÛRETÉ : l'appelant garantit que le texte prêté est lisible pendant l'appel.
    let text = unsafe { text.as_str() };
    let (Some(plugin), Some(text)) = (plugin, text) else {
        return PluginStatus::INVALID_ARGUMENT;
    };
    // SÛRETÉ : l'appelant garantit `output`.
    unsafe { answer(output, || plugin.execute(text)) }
}

/// Reprend un tampon rempli par ce greffon.
///
/// # Safety
///
/// Le tampon vient d'une fonction de ce greffon et n'a pas déjà été rendu.
pub unsafe extern "C" fn free_buffer(buffer: PluginBuffer) {
    // SÛRETÉ : l'appelant garantit l'origine du tampon et qu'il n'est rendu qu'une fois.
    drop(unsafe { buffer.into_bytes() });
}
// ANCHOR_END: fonctions

/// Prépare une instance ; `error` reçoit le message d'un échec.
///
/// # Safety
///
/// Les mêmes conditions que pour [`execute`].
pub unsafe extern "C" fn init<P: Plugin>(
    instance: *mut PluginInstance,
    error: *mut PluginBuffer,
) -> PluginStatus {
    // SÛRETÉ : l'appelant garantit que `instance` vient de `create::<P>` et qu'aucun autre
    // appel n'est en cours : la référence exclusive est légitime.
    let Some(plugin) = (unsafe { instance.cast::<P>().as_mut() }) else {
        return PluginStatus::INVALID_ARGUMENT;
    };
    // SÛRETÉ : l'appelant garantit `error`.
    unsafe { answer(error, || plugin.init().map(|()| String::new())) }
}

/// Détruit une instance. Une instance nulle est acceptée et ignorée, comme par `free`.
///
/// # Safety
///
/// `instance` est nulle, ou vient de [`create`] et n'a pas encore été détruite.
pub unsafe extern "C" fn destroy<P: Plugin>(instance: *mut PluginInstance) {
    if instance.is_null() {
        return;
    }
    // SÛRETÉ : l'appelant garantit que l'adresse vient de `create::<P>`, une seule fois.
    let plugin = unsafe { Box::from_raw(instance.cast::<P>()) };
    // Un destructeur peut paniquer : la panique ne doit pas plus sortir d'ici que d'ailleurs.
    let _ = contain(|| drop(plugin));
}

// ANCHOR: reponse
/// Exécute `work`, dépose son texte ou son message dans `output`, et rend le statut.
///
/// # Safety
///
/// `output` est nul ou vise un tampon où écrire.
unsafe fn answer(
    output: *mut PluginBuffer,
    work: impl FnOnce() -> Result<String, PluginError>,
) -> PluginStatus {
    if output.is_null() {
        return PluginStatus::INVALID_ARGUMENT;
    }
    let outcome = contain(|| match work() {
        Ok(text) => (PluginStatus::OK, text),
        Err(error) => (PluginStatus::ERROR, error.explanation()),
    });
    let (status, text) = outcome.unwrap_or_else(|panic| (PluginStatus::PANIC, panic));
    // SÛRETÉ : non nul, vérifié ; l'appelant garantit qu'on peut y écrire.
    unsafe { output.write(PluginBuffer::from_string(text)) };
    status
}
// ANCHOR_END: reponse

// ANCHOR: barriere
/// Exécute `work` sans laisser sortir de panique ; rend le message de celle qui survient.
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
// ANCHOR_END: barriere
