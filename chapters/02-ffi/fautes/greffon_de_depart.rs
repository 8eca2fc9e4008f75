use std::ffi::c_char;

#[repr(C)]
pub struct PluginApi {
    pub name: *const c_char,
    pub version: *const c_char,
    pub init: extern "C" fn(),
    pub execute: extern "C" fn(*const c_char) -> *const c_char,
}

#[no_mangle]
pub static plugin_api: PluginApi = PluginApi {
    name: c"majuscules".as_ptr(),
    version: c"1.0.0".as_ptr(),
    init,
    execute,
};

extern "C" fn init() {}

extern "C" fn execute(text: *const c_char) -> *const c_char {
    text
}
