//! Solution : un texte à travers la mémoire linéaire.

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
    // ANCHOR: depaqueter
    let packed = packed as u64;
    let (ptr, len) = ((packed >> 32) as u32, packed as u32);
    // ANCHOR_END: depaqueter
    if len > LIMIT {
        return Err(TextError::TooLong);
    }
    check_bounds(view, ptr, len)?;
    let mut bytes = vec![0; len as usize];
    view.read(u64::from(ptr), &mut bytes)
        .map_err(|_| TextError::OutOfBounds)?;
    String::from_utf8(bytes).map_err(|_| TextError::NotUtf8)
}

/// Copie `text` dans la mémoire de l'invité, à l'adresse que son `alloc` a rendue.
///
/// # Errors
///
/// Comme [`read_text`] : `alloc` est une fonction de l'invité, et peut mentir aussi.
pub fn write_text(view: &MemoryView<'_>, ptr: u32, text: &str) -> Result<(), TextError> {
    let len = u32::try_from(text.len()).map_err(|_| TextError::TooLong)?;
    if len > LIMIT {
        return Err(TextError::TooLong);
    }
    check_bounds(view, ptr, len)?;
    view.write(u64::from(ptr), text.as_bytes())
        .map_err(|_| TextError::OutOfBounds)
}

/// La zone tient-elle dans la mémoire ? Sur 64 bits, la somme ne déborde pas.
// ANCHOR: bornes
fn check_bounds(view: &MemoryView<'_>, ptr: u32, len: u32) -> Result<(), TextError> {
    if u64::from(ptr) + u64::from(len) > view.data_size() {
        return Err(TextError::OutOfBounds);
    }
    Ok(())
}
// ANCHOR_END: bornes
