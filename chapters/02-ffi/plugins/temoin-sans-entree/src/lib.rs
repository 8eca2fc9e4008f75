//! Un greffon défectueux : une vraie bibliothèque, mais sans `plugin_entry`.

/// Une fonction exportée, mais pas celle que l'hôte cherche.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entrance() -> usize {
    0
}
