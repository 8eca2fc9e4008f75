//! Un greffon chargé, et la manière sûre de s'en servir.

use std::path::Path;
use std::ptr;
use std::sync::{Mutex, PoisonError};

use ch_contrat::{Plugin, PluginError};
use ch_ffi_abi::{
    ENTRY_SYMBOL, PluginBuffer, PluginEntry, PluginInstance, PluginStatus, PluginStr,
};
use libloading::{Library, Symbol};

use crate::{CheckedApi, LoadError, LoadErrorKind, check_table};

// ANCHOR: greffon
/// Un greffon chargé depuis une bibliothèque dynamique.
///
/// L'ordre des champs est une garantie : Rust les détruit dans l'ordre de leur
/// déclaration, et le code d'un greffon n'existe que tant que sa bibliothèque est chargée.
/// `library` doit donc rester le dernier.
#[derive(Debug)]
pub struct FfiPlugin {
    instance: Instance,
    library: Library,
}
// ANCHOR_END: greffon

// ANCHOR: instance
/// L'instance créée par le greffon. La détruire revient à appeler son `destroy`.
#[derive(Debug)]
struct Instance {
    api: CheckedApi,
    // Le contrat interdit deux appels simultanés sur une instance : le verrou l'assure.
    pointer: Mutex<*mut PluginInstance>,
}

// SÛRETÉ : le contrat permet à une instance de changer de fil d'exécution, et le verrou
// garantit qu'un seul fil l'utilise à la fois. L'API, elle, n'est plus que des adresses
// de code et des textes qui nous appartiennent.
unsafe impl Send for Instance {}
// SÛRETÉ : pour la même raison ; le pointeur n'est accessible que sous le verrou.
unsafe impl Sync for Instance {}

impl Drop for Instance {
    fn drop(&mut self) {
        let pointer = self
            .pointer
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        // SÛRETÉ : `pointer` vient de `create`, n'a pas été détruit, et la bibliothèque est
        // encore chargée : `FfiPlugin` la détruit après nous.
        unsafe { (self.api.destroy)(*pointer) };
    }
}
// ANCHOR_END: instance

// ANCHOR: charger
/// Charge le greffon du fichier `path`, sans encore l'initialiser.
///
/// # Errors
///
/// Dit la première chose qui ne convient pas ; rien ne reste chargé.
///
/// # Safety
///
/// Charger une bibliothèque, c'est exécuter son code : ses initialiseurs tournent avant la
/// première vérification. L'appelant décide de faire confiance à ce fichier, et garantit
/// qu'il respecte le contrat de `ch-ffi-abi`.
pub unsafe fn load_plugin(path: &Path) -> Result<FfiPlugin, LoadError> {
    // SÛRETÉ : ce sont les garanties que nous demandons nous-mêmes à l'appelant.
    unsafe { open(path) }.map_err(|reason| LoadError {
        path: path.to_owned(),
        reason,
    })
}

/// Voir [`load_plugin`], qui ajoute le chemin à l'erreur.
///
/// # Safety
///
/// Les mêmes conditions que pour [`load_plugin`].
unsafe fn open(path: &Path) -> Result<FfiPlugin, LoadErrorKind> {
    // SÛRETÉ : l'appelant fait confiance aux initialiseurs de cette bibliothèque.
    let library = unsafe { Library::new(path) }.map_err(LoadErrorKind::Open)?;
    // SÛRETÉ : le contrat donne ce type à ce symbole. libloading ne peut pas le vérifier.
    let entry: Symbol<PluginEntry> =
        unsafe { library.get(ENTRY_SYMBOL) }.map_err(LoadErrorKind::MissingEntry)?;
    // SÛRETÉ : la fonction d'entrée n'attend rien ; ce qu'elle rend est vérifié aussitôt.
    let api = unsafe { check_table(entry()) }?;
    // SÛRETÉ : la table vient d'être vérifiée et la bibliothèque est chargée.
    let instance = unsafe { Instance::create(api) }?;
    Ok(FfiPlugin { instance, library })
}
// ANCHOR_END: charger

impl Instance {
    /// Demande une instance au greffon.
    ///
    /// # Safety
    ///
    /// La bibliothèque d'où vient `api` est chargée, et le reste plus longtemps que l'instance.
    unsafe fn create(api: CheckedApi) -> Result<Self, LoadErrorKind> {
        let mut pointer = ptr::null_mut();
        // SÛRETÉ : `pointer` est un emplacement valable, et la fonction est dans la table.
        let status = unsafe { (api.create)(&mut pointer) };
        if status != PluginStatus::OK {
            return Err(LoadErrorKind::Create(describe(status).into_owned()));
        }
        if pointer.is_null() {
            return Err(LoadErrorKind::Create(
                "l'instance rendue est nulle".to_owned(),
            ));
        }
        Ok(Self {
            api,
            pointer: Mutex::new(pointer),
        })
    }

    // ANCHOR: appel
    /// Appelle une fonction du greffon sous le verrou et relit ce qu'elle a rendu.
    ///
    /// `call` reçoit l'instance et un tampon vide ; elle rend le statut de l'appel.
    fn call(
        &self,
        call: impl FnOnce(*mut PluginInstance, &mut PluginBuffer) -> PluginStatus,
    ) -> Result<String, String> {
        let pointer = self.pointer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut buffer = PluginBuffer::EMPTY;
        let status = call(*pointer, &mut buffer);
        // Le tampon retourne au greffon dans tous les cas, erreur comprise.
        let text = self.take(buffer)?;
        match status {
            PluginStatus::OK => Ok(text),
            _ if text.is_empty() => Err(describe(status).into_owned()),
            PluginStatus::PANIC => Err(format!("{} : {text}", describe(status))),
            _ => Err(text),
        }
    }

    /// Copie le contenu d'un tampon, puis rend celui-ci à son greffon.
    fn take(&self, buffer: PluginBuffer) -> Result<String, String> {
        let lent = PluginStr {
            ptr: buffer.ptr,
            len: buffer.len,
        };
        // SÛRETÉ : le greffon a rempli ce tampon, ou l'a laissé vide ; il ne le modifie plus.
        let text = unsafe { lent.as_str() }.map(str::to_owned);
        // SÛRETÉ : le tampon vient de ce greffon et n'est rendu qu'ici.
        unsafe { (self.api.free_buffer)(buffer) };
        text.ok_or_else(|| "le greffon a rendu un texte qui n'est pas de l'UTF-8".to_owned())
    }
    // ANCHOR_END: appel
}

// ANCHOR: contrat
impl Plugin for FfiPlugin {
    fn name(&self) -> &str {
        &self.instance.api.name
    }

    fn version(&self) -> &str {
        &self.instance.api.version
    }

    fn init(&mut self) -> Result<(), PluginError> {
        let init = self.instance.api.init;
        // SÛRETÉ : l'instance est vivante, et `call` tient le verrou pendant l'appel.
        let done = self
            .instance
            .call(|instance, error| unsafe { init(instance, error) });
        done.map(drop)
            .map_err(|message| PluginError::init(self.name(), message))
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        let execute = self.instance.api.execute;
        let text = PluginStr::new(text);
        // SÛRETÉ : comme pour `init` ; le texte prêté vit plus longtemps que l'appel.
        let done = self
            .instance
            .call(|instance, output| unsafe { execute(instance, text, output) });
        done.map_err(|message| PluginError::execute(self.name(), message))
    }
}
// ANCHOR_END: contrat

impl FfiPlugin {
    /// La bibliothèque d'où vient le greffon, pour y chercher d'autres symboles.
    pub fn library(&self) -> &Library {
        &self.library
    }
}

/// Un statut dit en français.
fn describe(status: PluginStatus) -> std::borrow::Cow<'static, str> {
    match status {
        PluginStatus::OK => "succès".into(),
        PluginStatus::ERROR => "échec sans message".into(),
        PluginStatus::INVALID_ARGUMENT => "argument refusé par le greffon".into(),
        PluginStatus::PANIC => "le greffon a paniqué".into(),
        PluginStatus(other) => format!("statut inconnu : {other}").into(),
    }
}
