//! La disposition des types du contrat, telle que rustc l'a choisie.

use std::mem::offset_of;

use crate::{PluginApi, PluginBuffer, PluginStatus, PluginStr};

/// Les tailles et les places des champs, dans l'ordre de `plugin_layout` du greffon en C :
/// l'exemple et le test `disposition` de ch-ffi comparent les deux.
pub const LAYOUT: [(&str, usize); 18] = [
    ("PluginStr", size_of::<PluginStr>()),
    ("PluginStr.ptr", offset_of!(PluginStr, ptr)),
    ("PluginStr.len", offset_of!(PluginStr, len)),
    ("PluginBuffer", size_of::<PluginBuffer>()),
    ("PluginBuffer.ptr", offset_of!(PluginBuffer, ptr)),
    ("PluginBuffer.len", offset_of!(PluginBuffer, len)),
    ("PluginBuffer.capacity", offset_of!(PluginBuffer, capacity)),
    ("PluginStatus", size_of::<PluginStatus>()),
    ("PluginApi", size_of::<PluginApi>()),
    ("PluginApi.abi_version", offset_of!(PluginApi, abi_version)),
    ("PluginApi.struct_size", offset_of!(PluginApi, struct_size)),
    ("PluginApi.name", offset_of!(PluginApi, name)),
    ("PluginApi.version", offset_of!(PluginApi, version)),
    ("PluginApi.create", offset_of!(PluginApi, create)),
    ("PluginApi.init", offset_of!(PluginApi, init)),
    ("PluginApi.execute", offset_of!(PluginApi, execute)),
    ("PluginApi.free_buffer", offset_of!(PluginApi, free_buffer)),
    ("PluginApi.destroy", offset_of!(PluginApi, destroy)),
];
