//! Un greffon chargé, et la manière sûre de s'en servir.

use std::path::Path;
use std::ptr;
use std::sync::{Mutex, PoisonError};

use ch_contrat::{Plugin, PluginError};
use ch_ffi_abi::{
    ENTRY_SYMBOL, PluginApi, PluginBuffer, PluginEntry, PluginInstance, PluginStatus, PluginStr,
};
use francais::visible;
use libloading::{Library, Symbol};

use crate::inspect::inspect;
use crate::{CheckedApi, LoadError, LoadErrorKind, check_table};

// ANCHOR: greffon
/// Un greffon chargé depuis une bibliothèque dynamique.
///
/// L'ordre des champs est une garantie : Rust les détruit dans l'ordre de leur
/// déclaration, et le code d'un greffon n'existe que tant que sa bibliothèque est chargée.
/// `library` doit donc rester le dernier.
#[derive(Debug)]
pub struct FfiPlugin {
    pub(crate) instance: Instance,
    library: Library,
}
// ANCHOR_END: greffon

// ANCHOR: instance
/// L'instance créée par le greffon. La détruire revient à appeler son `destroy`.
#[derive(Debug)]
pub(crate) struct Instance {
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
    inspect(path)?;
    // SÛRETÉ : l'appelant fait confiance aux initialiseurs de cette bibliothèque.
    let library = unsafe { open_library(path) }?;
    // SÛRETÉ : l'appelant garantit que la bibliothèque suit le contrat.
    let table = unsafe { table_of(&library) }?;
    // SÛRETÉ : la table vient du greffon, et la bibliothèque est chargée.
    let api = unsafe { check_table(table) }?;
    // SÛRETÉ : la table vient d'être vérifiée, et la bibliothèque vivra plus que l'instance.
    let instance = unsafe { Instance::create(api) }?;
    Ok(FfiPlugin { instance, library })
}
// ANCHOR_END: charger

// ANCHOR: ouvrir
/// Ouvre une bibliothèque en exigeant que tout ce qu'elle réclame existe.
///
/// # Safety
///
/// L'appelant fait confiance aux initialiseurs de cette bibliothèque.
pub(crate) unsafe fn open_library(path: &Path) -> Result<Library, LoadErrorKind> {
    // Un nom sans dossier serait cherché dans ceux du système, pas ici.
    let path = std::path::absolute(path).map_err(LoadErrorKind::Read)?;
    // RTLD_NOW : un symbole introuvable est une erreur tout de suite, et non la mort du
    // programme à son premier appel. RTLD_LOCAL : les greffons ne se voient pas entre eux.
    #[cfg(unix)]
    // SÛRETÉ : c'est ce que nous demandons nous-mêmes à l'appelant.
    let library = unsafe {
        use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
        Library::open(Some(path), RTLD_NOW | RTLD_LOCAL).map(From::from)
    };
    // Windows n'a pas d'autre manière : c'est déjà la sienne.
    #[cfg(not(unix))]
    // SÛRETÉ : c'est ce que nous demandons nous-mêmes à l'appelant.
    let library = unsafe { Library::new(path) };
    library.map_err(LoadErrorKind::Open)
}

/// Appelle la fonction d'entrée d'une bibliothèque.
///
/// # Safety
///
/// Si la bibliothèque exporte `plugin_entry`, c'est une [`PluginEntry`].
pub(crate) unsafe fn table_of(library: &Library) -> Result<*const PluginApi, LoadErrorKind> {
    // `Option` : dlsym peut trouver un symbole dont l'adresse est nulle.
    // SÛRETÉ : le contrat donne ce type à ce symbole. libloading ne peut pas le vérifier.
    let entry: Symbol<Option<PluginEntry>> =
        unsafe { library.get(ENTRY_SYMBOL) }.map_err(LoadErrorKind::MissingEntry)?;
    let entry = entry
        .lift_option()
        .ok_or(LoadErrorKind::MissingEntry(libloading::Error::DlSymUnknown))?;
    // SÛRETÉ : la fonction d'entrée n'attend rien ; `check_table` vérifie ce qu'elle rend.
    Ok(unsafe { entry() })
}
// ANCHOR_END: ouvrir

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
    pub(crate) fn call(
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
            // Un message d'erreur est montré : il ne doit pas commander le terminal.
            PluginStatus::PANIC => Err(format!("{} : {}", describe(status), visible(&text))),
            _ => Err(visible(&text)),
        }
    }

    /// Copie le contenu d'un tampon, puis rend celui-ci à son greffon, sauf s'il n'a rien
    /// alloué : le contrat n'oblige pas `free_buffer` à supporter une adresse nulle.
    fn take(&self, buffer: PluginBuffer) -> Result<String, String> {
        let lent = PluginStr {
            ptr: buffer.ptr,
            len: buffer.len,
        };
        // SÛRETÉ : le greffon a rempli ce tampon, ou l'a laissé vide ; il ne le modifie plus.
        let text = unsafe { lent.as_str() }.map(str::to_owned);
        if !buffer.ptr.is_null() {
            // SÛRETÉ : le tampon vient de ce greffon et n'est rendu qu'ici.
            unsafe { (self.api.free_buffer)(buffer) };
        }
        text.ok_or_else(|| "le greffon a rendu un tampon qui n'est pas du texte UTF-8".to_owned())
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
        let done = self.instance.call(|instance, error| {
            // SÛRETÉ : l'instance est vivante, et `call` tient le verrou pendant l'appel.
            unsafe { init(instance, error) }
        });
        done.map(drop)
            .map_err(|message| PluginError::init(self.name(), message))
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        let execute = self.instance.api.execute;
        let text = PluginStr::new(text);
        let done = self.instance.call(|instance, output| {
            // SÛRETÉ : comme pour `init` ; le texte prêté vit plus longtemps que l'appel.
            unsafe { execute(instance, text, output) }
        });
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

#[cfg(test)]
mod tests;
