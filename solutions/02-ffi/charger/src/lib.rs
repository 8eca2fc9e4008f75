//! Solution : charger un greffon et le garder vivant.
//!
//! L'essentiel tient dans un champ : celui qui possède la table possède aussi la
//! bibliothèque d'où elle vient, et la bibliothèque est détruite en dernier.

use std::ffi::CStr;
use std::path::Path;
use std::ptr;

use ch_ffi_abi::{ENTRY_SYMBOL, PluginApi, PluginBuffer, PluginEntry, PluginStatus, PluginStr};
use libloading::{Library, Symbol};

/// Un greffon chargé.
#[derive(Debug)]
pub struct LoadedPlugin {
    api: PluginApi,
    // Lu par personne, mais indispensable : sa destruction ferme la bibliothèque.
    _library: Library,
}

/// Pourquoi un greffon n'a pas pu être chargé.
#[derive(Debug)]
pub enum LoadError {
    /// Le fichier ne s'ouvre pas comme une bibliothèque.
    Open(libloading::Error),
    /// La bibliothèque n'exporte pas `plugin_entry`.
    MissingEntry(libloading::Error),
    /// `plugin_entry` a rendu un pointeur nul.
    NullTable,
}

/// Charge le greffon du fichier `path`.
///
/// # Errors
///
/// Une variante de [`LoadError`] par étape qui échoue.
///
/// # Safety
///
/// L'appelant fait confiance à cette bibliothèque : l'ouvrir exécute son code, et elle suit
/// le contrat de `ch-ffi-abi`.
pub unsafe fn load_plugin(path: &Path) -> Result<LoadedPlugin, LoadError> {
    // ANCHOR: ouvrir
    // SÛRETÉ : l'appelant fait confiance au code de cette bibliothèque.
    let library = unsafe { Library::new(path) }.map_err(LoadError::Open)?;
    // SÛRETÉ : le contrat donne ce type au symbole `plugin_entry`.
    let entry: Symbol<PluginEntry> =
        unsafe { library.get(ENTRY_SYMBOL) }.map_err(LoadError::MissingEntry)?;
    // SÛRETÉ : `plugin_entry` n'attend rien, et la bibliothèque est ouverte.
    let table = unsafe { entry() };
    // SÛRETÉ : le contrat garantit une table valable si l'adresse n'est pas nulle.
    let api = *unsafe { table.as_ref() }.ok_or(LoadError::NullTable)?;
    // ANCHOR_END: ouvrir
    Ok(LoadedPlugin {
        api,
        _library: library,
    })
}

impl LoadedPlugin {
    /// Le nom que le greffon se donne.
    pub fn name(&self) -> &str {
        // SÛRETÉ : le contrat garantit un texte terminé par un octet nul, vivant autant que
        // la bibliothèque, et la bibliothèque vit autant que `self`.
        let name = unsafe { CStr::from_ptr(self.api.name) };
        name.to_str().expect("le contrat garantit de l'UTF-8")
    }

    /// Fait traiter un texte par une instance créée pour l'occasion.
    ///
    /// # Errors
    ///
    /// Le message du greffon.
    pub fn execute(&self, text: &str) -> Result<String, String> {
        let api = &self.api;
        let (Some(create), Some(execute), Some(free_buffer), Some(destroy)) =
            (api.create, api.execute, api.free_buffer, api.destroy)
        else {
            return Err("la table est incomplète".to_owned());
        };
        let mut instance = ptr::null_mut();
        let mut buffer = PluginBuffer::EMPTY;
        // SÛRETÉ : les fonctions viennent de la table d'une bibliothèque encore ouverte ; on
        // leur donne ce que le contrat demande, et on rend chaque chose une seule fois.
        let (status, answer) = unsafe {
            if create(&mut instance) != PluginStatus::OK {
                return Err("create a échoué".to_owned());
            }
            let status = execute(instance, PluginStr::new(text), &mut buffer);
            let answer = PluginStr {
                ptr: buffer.ptr,
                len: buffer.len,
            }
            .as_str()
            .map(str::to_owned);
            // Un tampon sans adresse n'a rien à rendre.
            if !buffer.ptr.is_null() {
                free_buffer(buffer);
            }
            destroy(instance);
            (status, answer.ok_or("le greffon n'a pas rendu de l'UTF-8")?)
        };
        if status == PluginStatus::OK {
            Ok(answer)
        } else {
            Err(answer)
        }
    }
}
