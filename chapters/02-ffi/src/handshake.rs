//! La poignée de main (*handshake*) : rien n'est lu d'une table avant qu'on sache
//! qu'elle le contient.

use std::ffi::{CStr, c_char};

use ch_ffi_abi::{ABI_VERSION, PluginApi, PluginBuffer, PluginInstance, PluginStatus, PluginStr};

use crate::LoadErrorKind;

/// Une table vérifiée : plus d'`Option`, plus de pointeur nul.
#[derive(Debug, Clone)]
pub struct CheckedApi {
    /// Le nom du module.
    pub name: String,
    /// La version du module.
    pub version: String,
    /// Voir [`PluginApi::create`].
    pub create: unsafe extern "C" fn(*mut *mut PluginInstance) -> PluginStatus,
    /// Voir [`PluginApi::init`].
    pub init: unsafe extern "C" fn(*mut PluginInstance, *mut PluginBuffer) -> PluginStatus,
    /// Voir [`PluginApi::execute`].
    pub execute:
        unsafe extern "C" fn(*mut PluginInstance, PluginStr, *mut PluginBuffer) -> PluginStatus,
    /// Voir [`PluginApi::free_buffer`].
    pub free_buffer: unsafe extern "C" fn(PluginBuffer),
    /// Voir [`PluginApi::destroy`].
    pub destroy: unsafe extern "C" fn(*mut PluginInstance),
}

// ANCHOR: verifier
/// Vérifie la table d'un greffon, champ après champ.
///
/// L'ordre compte. Les deux premiers champs disent si les suivants existent : avant de les
/// avoir lus, former une référence `&PluginApi` serait déjà une faute.
///
/// # Errors
///
/// Dit le premier défaut rencontré.
///
/// # Safety
///
/// `table` est nul, ou vise au moins huit octets lisibles suivis du reste de la table qu'ils
/// annoncent ; ses textes, s'ils ne sont pas nuls, se terminent par un octet nul.
pub unsafe fn check_table(table: *const PluginApi) -> Result<CheckedApi, LoadErrorKind> {
    if table.is_null() {
        return Err(LoadErrorKind::NullTable);
    }
    if !table.is_aligned() {
        return Err(LoadErrorKind::MisalignedTable);
    }
    // SÛRETÉ : les deux premiers champs sont lisibles, par contrat, quelle que soit la version.
    let (abi_version, struct_size) = unsafe {
        (
            (&raw const (*table).abi_version).read(),
            (&raw const (*table).struct_size).read(),
        )
    };
    if abi_version != ABI_VERSION {
        return Err(LoadErrorKind::AbiVersion {
            expected: ABI_VERSION,
            found: abi_version,
        });
    }
    let (expected, found) = (size_of::<PluginApi>(), struct_size as usize);
    if found < expected {
        return Err(LoadErrorKind::ShortTable { expected, found });
    }
    // SÛRETÉ : la table annonce au moins la taille de `PluginApi`, dans la même version.
    let api = unsafe { table.read() };

    // SÛRETÉ : les textes se terminent par un octet nul, l'appelant le garantit.
    let (name, version) = unsafe {
        (
            read_text("name", api.name)?,
            read_text("version", api.version)?,
        )
    };
    Ok(CheckedApi {
        name,
        version,
        create: api.create.ok_or(LoadErrorKind::MissingFunction("create"))?,
        init: api.init.ok_or(LoadErrorKind::MissingFunction("init"))?,
        execute: api
            .execute
            .ok_or(LoadErrorKind::MissingFunction("execute"))?,
        free_buffer: api
            .free_buffer
            .ok_or(LoadErrorKind::MissingFunction("free_buffer"))?,
        destroy: api
            .destroy
            .ok_or(LoadErrorKind::MissingFunction("destroy"))?,
    })
}
// ANCHOR_END: verifier

/// Copie un texte C dans une `String`.
///
/// # Safety
///
/// `text` est nul ou se termine par un octet nul.
unsafe fn read_text(field: &'static str, text: *const c_char) -> Result<String, LoadErrorKind> {
    if text.is_null() {
        return Err(LoadErrorKind::InvalidText(field));
    }
    // SÛRETÉ : non nul, vérifié ; terminé par un octet nul, l'appelant le garantit.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str()
        .map(str::to_owned)
        .map_err(|_| LoadErrorKind::InvalidText(field))
}
