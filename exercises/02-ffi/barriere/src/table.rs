//! Donné avec l'exercice : la table du greffon, et les fonctions qui mènent à la barrière.

use ch_ffi_abi::{ABI_VERSION, PluginApi, PluginBuffer, PluginInstance, PluginStatus, PluginStr};

use crate::capricieux::Capricieux;
use crate::{barrier, destroy};

/// La fonction d'entrée : elle rend l'adresse de la table.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const PluginApi {
    static API: PluginApi = PluginApi {
        abi_version: ABI_VERSION,
        struct_size: size_of::<PluginApi>() as u32,
        name: c"capricieux".as_ptr(),
        version: c"1.0.0".as_ptr(),
        create: Some(create),
        init: Some(init),
        execute: Some(execute),
        free_buffer: Some(free_buffer),
        destroy: Some(destroy),
    };
    &API
}

/// Crée un module et met son adresse dans `*instance`.
///
/// # Safety
///
/// `instance` est nul ou vise un emplacement où écrire un pointeur.
pub unsafe extern "C" fn create(instance: *mut *mut PluginInstance) -> PluginStatus {
    if instance.is_null() {
        return PluginStatus::INVALID_ARGUMENT;
    }
    let module = Box::new(Capricieux::new());
    // SÛRETÉ : non nul, vérifié ; l'appelant garantit qu'on peut y écrire.
    unsafe { instance.write(Box::into_raw(module).cast()) };
    PluginStatus::OK
}

/// Prépare une instance : celle-ci n'a rien à préparer.
///
/// # Safety
///
/// Aucune condition : les pointeurs ne sont pas lus.
pub unsafe extern "C" fn init(_: *mut PluginInstance, _: *mut PluginBuffer) -> PluginStatus {
    PluginStatus::OK
}

/// Reprend un tampon rempli par ce greffon.
///
/// # Safety
///
/// Le tampon vient de ce greffon et n'a pas déjà été rendu.
pub unsafe extern "C" fn free_buffer(buffer: PluginBuffer) {
    // SÛRETÉ : l'appelant garantit l'origine du tampon et qu'il n'est rendu qu'une fois.
    drop(unsafe { buffer.into_bytes() });
}

/// Traite `text` ; `output` reçoit le résultat ou le message.
///
/// # Safety
///
/// `instance` est nulle, ou vient de [`create`] et n'est pas détruite ; `text` vise des octets
/// lisibles ; `output` est nul ou vise un tampon où écrire ; aucun autre appel n'est en cours
/// sur cette instance.
pub unsafe extern "C" fn execute(
    instance: *mut PluginInstance,
    text: PluginStr,
    output: *mut PluginBuffer,
) -> PluginStatus {
    // SÛRETÉ : l'appelant garantit que `instance` vient de `create`, et qu'aucun autre appel
    // n'est en cours.
    let module = unsafe { instance.cast::<Capricieux>().as_mut() };
    // SÛRETÉ : l'appelant garantit que le texte prêté est lisible pendant l'appel.
    let text = unsafe { text.as_str() };
    let (Some(module), Some(text)) = (module, text) else {
        return PluginStatus::INVALID_ARGUMENT;
    };
    // SÛRETÉ : l'appelant garantit `output`.
    unsafe { barrier(output, || module.execute(text)) }
}
