//! Attrapée par : `une_instance_nulle_est_ignoree`
//!
//! `destroy` fait une boîte de ce qu'on lui donne, l'adresse nulle comprise : son destructeur lit
//! un module qui n'existe pas. Ce n'est pas une panique, et `catch_unwind` n'y peut rien.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use ch_ffi_abi::{ABI_VERSION, PluginApi, PluginBuffer, PluginInstance, PluginStatus, PluginStr};

/// Le module à publier : selon le texte, il répond, refuse ou panique.
#[derive(Debug)]
pub struct Capricieux {
    /// Sa destruction paniquera-t-elle ?
    stubborn: bool,
}

impl Capricieux {
    /// Traite un texte, selon l'humeur.
    ///
    /// # Errors
    ///
    /// Pour un texte vide.
    ///
    /// # Panics
    ///
    /// Pour le texte « panique ».
    pub fn execute(&mut self, text: &str) -> Result<String, String> {
        match text {
            "" => Err("je ne traite pas le vide".to_owned()),
            "panique" => panic!("le module a trébuché"),
            "je reste" => {
                self.stubborn = true;
                Ok("ma destruction paniquera".to_owned())
            }
            other => Ok(format!("{other}, si vous voulez")),
        }
    }
}

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
    let (status, text) = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(text)) => (PluginStatus::OK, text),
        Ok(Err(message)) => (PluginStatus::ERROR, message),
        Err(panic) => (PluginStatus::PANIC, panic_message(&*panic)),
    };
    // SÛRETÉ : non nul, vérifié ; l'appelant garantit qu'on peut y écrire.
    unsafe { output.write(PluginBuffer::from_string(text)) };
    status
}

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

/// Détruit une instance ; une instance nulle est ignorée. La destruction du module peut
/// paniquer.
///
/// # Safety
///
/// `instance` est nulle, ou vient de [`create`] et n'a pas encore été détruite.
pub unsafe extern "C" fn destroy(instance: *mut PluginInstance) {
    // Faux : l'instance peut être nulle.
    // SÛRETÉ : l'appelant garantit que l'adresse vient de `create`, une seule fois.
    let module = unsafe { Box::from_raw(instance.cast::<Capricieux>()) };
    // `destroy` n'a ni statut ni tampon : la panique s'arrête ici, sans un mot pour l'hôte.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(module)));
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

// La suite est écrite : la table, et ce qui ne panique pas.

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
    LIVE.fetch_add(1, Ordering::SeqCst);
    let module = Box::new(Capricieux { stubborn: false });
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

static LIVE: AtomicUsize = AtomicUsize::new(0);

/// Pour le contrôle : combien de modules vivent dans cette bibliothèque.
#[unsafe(no_mangle)]
pub extern "C" fn live_instances() -> usize {
    LIVE.load(Ordering::SeqCst)
}

impl Drop for Capricieux {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::SeqCst);
        if self.stubborn {
            panic!("le module ne veut pas partir");
        }
    }
}
