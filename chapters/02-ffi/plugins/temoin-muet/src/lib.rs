//! Le plus petit greffon possible : une vraie table, dont les fonctions refusent tout.
//!
//! Il n'appelle rien de la bibliothèque standard et ne lit aucun pointeur. Il n'a donc
//! aucune variable locale à un fil d'exécution (*thread-local*), et aucun système n'a de
//! raison de le garder en mémoire : macOS ne ferme jamais une bibliothèque qui en contient.

use ch_ffi_abi::{ABI_VERSION, PluginApi, PluginBuffer, PluginInstance, PluginStatus, PluginStr};

/// Rend la table.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const PluginApi {
    static API: PluginApi = PluginApi {
        abi_version: ABI_VERSION,
        struct_size: size_of::<PluginApi>() as u32,
        name: c"muet".as_ptr(),
        version: c"1.0.0".as_ptr(),
        create: Some(create),
        init: Some(init),
        execute: Some(execute),
        free_buffer: Some(free_buffer),
        destroy: Some(destroy),
    };
    &API
}

extern "C" fn create(_: *mut *mut PluginInstance) -> PluginStatus {
    PluginStatus::ERROR
}

extern "C" fn init(_: *mut PluginInstance, _: *mut PluginBuffer) -> PluginStatus {
    PluginStatus::ERROR
}

extern "C" fn execute(_: *mut PluginInstance, _: PluginStr, _: *mut PluginBuffer) -> PluginStatus {
    PluginStatus::ERROR
}

extern "C" fn free_buffer(_: PluginBuffer) {}

extern "C" fn destroy(_: *mut PluginInstance) {}
