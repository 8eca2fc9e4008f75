//! Exercice : un invité en Rust. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-wasm-invite-rust`

/// Le traitement de cet invité : chaque mot à l'envers, les blancs à leur place.
pub fn reverse_words(text: &str) -> String {
    let mut reversed = String::new();
    for (rank, word) in text.split(' ').enumerate() {
        if rank > 0 {
            reversed.push(' ');
        }
        reversed.extend(word.chars().rev());
    }
    reversed
}

/// Une zone de la mémoire de l'invité.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct Span {
    /// L'adresse du premier octet.
    pub ptr: *mut u8,
    /// Le nombre d'octets.
    pub len: usize,
}

/// Donne `len` octets à l'hôte ; une adresse nulle si `len` vaut 0 ou s'il n'y a pas de place.
pub extern "C" fn alloc(len: usize) -> *mut u8 {
    // À vous : std::alloc::alloc, avec la disposition de `len` octets.
    let _ = len;
    std::ptr::null_mut()
}

/// Reprend un tampon donné par [`alloc`] ou par [`execute`].
///
/// # Safety
///
/// `span` a été donné par cet invité, et n'est rendu qu'une fois.
pub unsafe extern "C" fn dealloc(span: Span) {
    // À vous : std::alloc::dealloc, avec la même disposition.
    let _ = span;
}

/// Traite le texte que l'hôte a écrit dans `input` ; le résultat est un tampon neuf, que
/// l'hôte rendra à [`dealloc`]. Un texte vide, ou qui n'est pas de l'UTF-8, donne une zone
/// vide, à l'adresse nulle.
///
/// # Safety
///
/// `input` vise `len` octets écrits, dans un tampon donné par [`alloc`] ; il reste à l'hôte.
pub unsafe extern "C" fn execute(input: Span) -> Span {
    // À vous : lire les octets, traiter le texte, céder le résultat à l'hôte. La valeur d'attente
    // est fausse exprès : une panique ne peut pas sortir d'une fonction extern "C".
    Span {
        ptr: input.ptr.wrapping_add(1),
        len: usize::MAX,
    }
}

/// Range une adresse et une longueur de 32 bits dans un seul nombre : l'adresse en haut.
pub fn pack(ptr: u32, len: u32) -> i64 {
    todo!("ranger {ptr} en haut et {len} en bas")
}

/// Ce que le module WebAssembly exporte : les mêmes fonctions, avec les types du contrat.
#[cfg(target_arch = "wasm32")]
mod exports {
    use super::{Span, pack};

    #[unsafe(export_name = "alloc")]
    extern "C" fn alloc(len: usize) -> *mut u8 {
        super::alloc(len)
    }

    #[unsafe(export_name = "dealloc")]
    unsafe extern "C" fn dealloc(ptr: *mut u8, len: usize) {
        // SÛRETÉ : l'hôte rend ce que nous lui avons donné.
        unsafe { super::dealloc(Span { ptr, len }) }
    }

    #[unsafe(export_name = "execute")]
    unsafe extern "C" fn execute(ptr: *mut u8, len: usize) -> i64 {
        // SÛRETÉ : l'hôte a écrit `len` octets dans un tampon que nous lui avons donné.
        let answer = unsafe { super::execute(Span { ptr, len }) };
        pack(answer.ptr as u32, answer.len as u32)
    }
}
