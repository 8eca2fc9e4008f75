//! Exercice : un texte à travers la mémoire linéaire. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-wasm-memoire`

use wasmer::MemoryView;

/// Le plus long texte que l'hôte accepte de copier, en octets.
pub const LIMIT: u32 = 1 << 20;

/// Pourquoi un texte n'a pas traversé la frontière.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextError {
    /// Le texte dépasse [`LIMIT`].
    TooLong,
    /// L'adresse et la longueur ne tiennent pas dans la mémoire de l'invité.
    OutOfBounds,
    /// Les octets ne sont pas de l'UTF-8.
    NotUtf8,
}

/// Copie le texte `packed` hors de la mémoire de l'invité : l'adresse est dans les 32 bits
/// hauts, la longueur dans les 32 bits bas.
///
/// # Errors
///
/// La longueur est regardée d'abord, puis les bornes, puis les octets.
pub fn read_text(view: &MemoryView<'_>, packed: i64) -> Result<String, TextError> {
    todo!(
        "dépaqueter {packed:#x}, vérifier, copier depuis {} octets",
        view.data_size()
    )
}

/// Copie `text` dans la mémoire de l'invité, à l'adresse que son `alloc` a rendue.
///
/// # Errors
///
/// Comme [`read_text`] : `alloc` est une fonction de l'invité, et peut mentir aussi.
pub fn write_text(view: &MemoryView<'_>, ptr: u32, text: &str) -> Result<(), TextError> {
    todo!(
        "vérifier, puis écrire {text:?} à {ptr} dans {} octets",
        view.data_size()
    )
}
