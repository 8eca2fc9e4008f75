use std::ffi::CStr;
use std::os::raw::c_char;

#[repr(C)]
pub struct PluginApi {
    pub name: *const c_char,
    pub version: *const c_char,
    pub init: extern "C" fn(),
    pub execute: extern "C" fn(*const c_char) -> *const c_char,
}

// Charger une bibliothèque C
#[cfg(unix)]
pub fn load_plugin(path: &Path) -> Result<PluginApi> {
    unsafe {
        let lib = libloading::Library::new(path)?;
        let api: libloading::Symbol<PluginApi> = lib.get(b"plugin_api")?;
        Ok(*api)
    }
}
