//! Solution : rendre au greffon ce qui est à lui.
//!
//! Chaque chose prêtée par le greffon appartient à une valeur, et c'est sa destruction qui la
//! rend : une seule fois, sur toutes les sorties, paniques comprises.

use std::ptr;

use ch_ffi_abi::{PluginBuffer, PluginInstance, PluginStatus, PluginStr};

/// Les fonctions d'un greffon, prises dans une table déjà vérifiée.
#[derive(Debug, Clone, Copy)]
pub struct Functions {
    /// Crée une instance.
    pub create: unsafe extern "C" fn(*mut *mut PluginInstance) -> PluginStatus,
    /// Traite un texte.
    pub execute:
        unsafe extern "C" fn(*mut PluginInstance, PluginStr, *mut PluginBuffer) -> PluginStatus,
    /// Reprend un tampon rempli par le greffon.
    pub free_buffer: unsafe extern "C" fn(PluginBuffer),
    /// Détruit une instance.
    pub destroy: unsafe extern "C" fn(*mut PluginInstance),
}

/// Une instance d'un greffon, qui appartient à cette valeur.
#[derive(Debug)]
pub struct Session {
    functions: Functions,
    instance: *mut PluginInstance,
}

/// Pourquoi un texte n'a pas de réponse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExecuteError {
    /// Le greffon a refusé ; voici son message.
    Refused(String),
    /// Le greffon a répondu par des octets qui ne sont pas de l'UTF-8.
    NotUtf8,
}

impl Session {
    /// Crée une instance. Rend `None` si le greffon n'en donne pas.
    ///
    /// # Safety
    ///
    /// Les fonctions viennent d'un greffon qui respecte le contrat, et sa bibliothèque reste
    /// ouverte plus longtemps que cette session.
    pub unsafe fn open(functions: Functions) -> Option<Self> {
        let mut instance = ptr::null_mut();
        // SÛRETÉ : `instance` est un emplacement valable.
        let status = unsafe { (functions.create)(&mut instance) };
        let created = status == PluginStatus::OK && !instance.is_null();
        created.then_some(Self {
            functions,
            instance,
        })
    }

    /// Fait traiter `text` par le greffon et donne sa réponse à lire à `read`, sur place :
    /// elle n'est pas copiée. Rend ce que `read` a rendu.
    ///
    /// # Errors
    ///
    /// [`ExecuteError::NotUtf8`] si la réponse ou le message n'est pas de l'UTF-8, sinon
    /// [`ExecuteError::Refused`] si le statut n'est pas `OK`. `read` n'est alors pas appelée.
    pub fn execute<R>(&self, text: &str, read: impl FnOnce(&str) -> R) -> Result<R, ExecuteError> {
        // ANCHOR: appel
        let mut answer = Buffer {
            raw: PluginBuffer::EMPTY,
            free: self.functions.free_buffer,
        };
        // SÛRETÉ : l'instance est vivante, et `&self` sans `Sync` interdit deux appels à la
        // fois ; le texte et le tampon vivent plus longtemps que l'appel.
        let status = unsafe {
            (self.functions.execute)(self.instance, PluginStr::new(text), &mut answer.raw)
        };
        let text = answer.as_str().ok_or(ExecuteError::NotUtf8)?;
        // ANCHOR_END: appel
        if status == PluginStatus::OK {
            Ok(read(text))
        } else {
            Err(ExecuteError::Refused(text.to_owned()))
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // SÛRETÉ : l'instance vient de `create`, et cette session, qui la possède, finit ici.
        unsafe { (self.functions.destroy)(self.instance) };
    }
}

// ANCHOR: tampon
/// Un tampon prêté par le greffon : il lui revient quand cette valeur est détruite.
struct Buffer {
    raw: PluginBuffer,
    free: unsafe extern "C" fn(PluginBuffer),
}
// ANCHOR_END: tampon

impl Buffer {
    /// Le texte du tampon, lu sur place : il ne vit pas plus longtemps que lui.
    fn as_str(&self) -> Option<&str> {
        let text = PluginStr {
            ptr: self.raw.ptr,
            len: self.raw.len,
        };
        // SÛRETÉ : le greffon a rempli ce tampon, ou l'a laissé vide, et ne le modifie plus.
        unsafe { text.as_str() }
    }
}

// ANCHOR: rendre
impl Drop for Buffer {
    fn drop(&mut self) {
        // Un tampon sans adresse n'a rien à rendre.
        if !self.raw.ptr.is_null() {
            // SÛRETÉ : le tampon vient du greffon à qui est cette fonction, et n'est rendu qu'ici.
            unsafe { (self.free)(self.raw) };
        }
    }
}
// ANCHOR_END: rendre
