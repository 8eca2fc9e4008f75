//! Une ABI que rustc ne connaît pas encore.

/// Une fonction aux conventions de crABI.
pub extern "crabi" fn answer() -> u32 {
    42
}
