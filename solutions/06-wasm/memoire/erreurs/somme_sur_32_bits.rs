//! Attrapée par : `une_somme_qui_deborde_est_refusee`
//!
//! La somme se fait sur 32 bits et repart de zéro : la fin semble permise, et la tranche qui
//! commence après sa fin fait paniquer l'hôte.

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
    let packed = packed as u64;
    let (ptr, len) = ((packed >> 32) as u32, packed as u32);
    if len > LIMIT {
        return Err(TextError::TooLong);
    }
    let end = ptr.wrapping_add(len);
    if u64::from(end) > view.data_size() {
        return Err(TextError::OutOfBounds);
    }
    let memory = view.copy_to_vec().map_err(|_| TextError::OutOfBounds)?;
    let bytes = memory[ptr as usize..end as usize].to_vec();
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
fn check_bounds(view: &MemoryView<'_>, ptr: u32, len: u32) -> Result<(), TextError> {
    if u64::from(ptr) + u64::from(len) > view.data_size() {
        return Err(TextError::OutOfBounds);
    }
    Ok(())
}
