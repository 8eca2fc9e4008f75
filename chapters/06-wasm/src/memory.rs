//! Lire dans la mémoire d'un invité, sans le croire.

use wasmer::MemoryView;

use crate::GuestError;
use crate::abi::Span;

// ANCHOR: lire
/// Copie un texte hors de la mémoire de l'invité.
///
/// Deux méfiances : l'adresse et la longueur peuvent viser n'importe quoi, et les octets
/// peuvent ne pas être du texte. La limite passe avant tout : c'est l'hôte qui alloue.
pub(crate) fn read_text(
    view: &MemoryView<'_>,
    span: Span,
    limit: u32,
) -> Result<String, GuestError> {
    if span.len > limit {
        return Err(GuestError::TooLong {
            len: u64::from(span.len),
            limit,
        });
    }
    check_bounds(span, view.data_size())?;
    let bytes = view
        .copy_range_to_vec(u64::from(span.ptr)..span.end())
        .map_err(|_| out_of_bounds(span, view.data_size()))?;
    String::from_utf8(bytes).map_err(|error| GuestError::NotUtf8(error.utf8_error().valid_up_to()))
}

/// `span` tient-il dans une mémoire de `memory` octets ?
pub(crate) fn check_bounds(span: Span, memory: u64) -> Result<(), GuestError> {
    if span.end() > memory {
        return Err(out_of_bounds(span, memory));
    }
    Ok(())
}
// ANCHOR_END: lire

/// La faute d'un invité qui désigne un texte hors de chez lui.
pub(crate) fn out_of_bounds(span: Span, memory: u64) -> GuestError {
    GuestError::OutOfBounds {
        ptr: span.ptr,
        len: span.len,
        memory,
    }
}
