//! Un type de Rust dans une fonction du C : rustc avertit.

// ANCHOR: source
/// Une fonction du C qui prend un type de Rust.
pub extern "C" fn count(pages: Vec<u32>) -> usize {
    pages.len()
}
// ANCHOR_END: source
