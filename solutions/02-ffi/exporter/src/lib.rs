//! Solution : écrire un greffon à la main.
//!
//! La table est un `static` : elle vit autant que la bibliothèque. Une instance est un `Box`
//! que `create` confie à l'hôte sous la forme d'un pointeur, et que `destroy` reprend.

use std::sync::atomic::{AtomicUsize, Ordering};

use ch_ffi_abi::{ABI_VERSION, PluginApi, PluginBuffer, PluginInstance, PluginStatus, PluginStr};

/// Le module à publier : il numérote les textes qu'il reçoit.
#[derive(Debug)]
pub struct Numeroteur {
    count: usize,
}

impl Numeroteur {
    /// Rend le texte précédé de son numéro.
    pub fn execute(&mut self, text: &str) -> String {
        self.count += 1;
        format!("{}. {text}", self.count)
    }
}

/// La fonction d'entrée : elle rend l'adresse de la table.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const PluginApi {
    static API: PluginApi = PluginApi {
        abi_version: ABI_VERSION,
        struct_size: size_of::<PluginApi>() as u32,
        name: c"numeroteur".as_ptr(),
        version: c"1.0.0".as_ptr(),
        create: Some(create),
        init: Some(init),
        execute: Some(execute),
        free_buffer: Some(free_buffer),
        destroy: Some(destroy),
    };
    &API
}

/// Crée un `Numeroteur` et met son adresse dans `*instance`.
///
/// # Safety
///
/// `instance` est nul ou vise un emplacement où écrire un pointeur.
pub unsafe extern "C" fn create(instance: *mut *mut PluginInstance) -> PluginStatus {
    if instance.is_null() {
        return PluginStatus::INVALID_ARGUMENT;
    }
    // ANCHOR: creer
    let module = Box::new(Numeroteur::default());
    // SÛRETÉ : non nul, vérifié ; l'appelant garantit qu'on peut y écrire.
    unsafe { instance.write(Box::into_raw(module).cast()) };
    // ANCHOR_END: creer
    PluginStatus::OK
}

/// Prépare une instance : celle-ci n'a rien à préparer.
///
/// # Safety
///
/// Aucune condition : les pointeurs ne sont pas lus.
pub unsafe extern "C" fn init(
    instance: *mut PluginInstance,
    _error: *mut PluginBuffer,
) -> PluginStatus {
    if instance.is_null() {
        return PluginStatus::INVALID_ARGUMENT;
    }
    PluginStatus::OK
}

/// Fait numéroter `text` par l'instance ; `output` reçoit le résultat.
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
    // ANCHOR: executer
    // SÛRETÉ : l'appelant garantit que `instance` vient de `create`, donc d'un `Numeroteur`, et
    // qu'aucun autre appel n'est en cours : la référence exclusive est légitime.
    let module = unsafe { instance.cast::<Numeroteur>().as_mut() };
    // SÛRETÉ : l'appelant garantit que le texte prêté est lisible pendant l'appel.
    let text = unsafe { text.as_str() };
    let (Some(module), Some(text), false) = (module, text, output.is_null()) else {
        return PluginStatus::INVALID_ARGUMENT;
    };
    // ANCHOR_END: executer
    let answer = PluginBuffer::from_string(module.execute(text));
    // SÛRETÉ : non nul, vérifié ; l'appelant garantit qu'on peut y écrire.
    unsafe { output.write(answer) };
    PluginStatus::OK
}

/// Reprend un tampon rempli par [`execute`].
///
/// # Safety
///
/// Le tampon vient de [`execute`] et n'a pas déjà été rendu.
pub unsafe extern "C" fn free_buffer(buffer: PluginBuffer) {
    // SÛRETÉ : l'appelant garantit l'origine du tampon et qu'il n'est rendu qu'une fois.
    drop(unsafe { buffer.into_bytes() });
}

/// Détruit une instance ; une instance nulle est ignorée.
///
/// # Safety
///
/// `instance` est nulle, ou vient de [`create`] et n'a pas encore été détruite.
pub unsafe extern "C" fn destroy(instance: *mut PluginInstance) {
    if instance.is_null() {
        return;
    }
    // SÛRETÉ : l'appelant garantit que l'adresse vient de `create`, donc d'un
    // `Box<Numeroteur>`, et qu'elle n'est rendue qu'une fois.
    drop(unsafe { Box::from_raw(instance.cast::<Numeroteur>()) });
}

// La suite ne sert qu'au contrôle : elle compte les modules vivants.

static LIVE: AtomicUsize = AtomicUsize::new(0);

/// Combien de `Numeroteur` vivent dans cette bibliothèque.
#[unsafe(no_mangle)]
pub extern "C" fn live_instances() -> usize {
    LIVE.load(Ordering::SeqCst)
}

impl Default for Numeroteur {
    fn default() -> Self {
        LIVE.fetch_add(1, Ordering::SeqCst);
        Self { count: 0 }
    }
}

impl Drop for Numeroteur {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::SeqCst);
    }
}
