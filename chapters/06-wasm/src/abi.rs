//! Le contrat, version 1, entre l'hôte et un invité WebAssembly.
//!
//! WebAssembly ne connaît que des nombres : `i32`, `i64`, `f32`, `f64`. Un texte traverse donc
//! la frontière comme une adresse et une longueur dans la *mémoire linéaire* de l'invité.
//!
//! # Ce que l'invité exporte
//!
//! | Nom | Type | Rôle |
//! |---|---|---|
//! | `memory` | mémoire | où l'hôte lit et écrit |
//! | `abi_version` | `() -> i32` | la version du contrat : [`ABI_VERSION`] |
//! | `name`, `version` | `() -> i64` | un texte constant, empaqueté |
//! | `alloc` | `(len) -> ptr` | de la place pour `len` octets ; 0 s'il n'y en a pas |
//! | `dealloc` | `(ptr, len)` | reprend ce qu'`alloc` ou `execute` a donné |
//! | `execute` | `(ptr, len) -> i64` | traite un texte, rend un texte empaqueté |
//! | `status` | `() -> i32` | ce que vaut le dernier texte rendu : [`STATUS_OK`], [`STATUS_ERROR`] |
//! | `init` | `() -> i64` | facultatif ; son texte est le message d'un refus |
//!
//! # Les règles
//!
//! - **Empaqueté** : l'adresse dans les 32 bits hauts, la longueur dans les 32 bits bas.
//! - **Propriété** : la mémoire est à l'invité. L'hôte y demande de la place par `alloc`, copie
//!   ce qu'il y lit, et rend chaque tampon par `dealloc`. Un texte vide n'a pas d'adresse : il
//!   n'est ni alloué, ni rendu.
//! - **Confiance** : l'hôte ne croit ni une adresse, ni une longueur, ni de l'UTF-8.

// ANCHOR: contrat
/// La version du contrat que parle cet hôte.
pub const ABI_VERSION: i32 = 1;
/// Le texte rendu est une réponse.
pub const STATUS_OK: i32 = 0;
/// Le texte rendu est un message d'erreur.
pub const STATUS_ERROR: i32 = 1;

/// Un texte dans la mémoire d'un invité. Rien ne dit encore qu'il y est.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// L'adresse du premier octet.
    pub ptr: u32,
    /// Le nombre d'octets.
    pub len: u32,
}

impl Span {
    /// Le texte vide, qui n'a pas d'adresse.
    pub const EMPTY: Self = Self { ptr: 0, len: 0 };

    /// Range l'adresse et la longueur dans un seul nombre.
    pub fn pack(self) -> i64 {
        (u64::from(self.ptr) << 32 | u64::from(self.len)) as i64
    }

    /// L'inverse de [`pack`](Self::pack) : tout nombre se dépaquette, même absurde.
    pub fn unpack(packed: i64) -> Self {
        let packed = packed as u64;
        Self {
            ptr: (packed >> 32) as u32,
            len: packed as u32,
        }
    }

    /// L'adresse qui suit le dernier octet. Sur 64 bits, la somme ne déborde pas.
    pub fn end(self) -> u64 {
        u64::from(self.ptr) + u64::from(self.len)
    }
}
// ANCHOR_END: contrat

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empaqueter_puis_depaqueter_rend_la_meme_chose() {
        for span in [
            Span::EMPTY,
            Span { ptr: 8, len: 5 },
            Span {
                ptr: u32::MAX,
                len: u32::MAX,
            },
            Span {
                ptr: 0x8000_0000,
                len: 1,
            },
        ] {
            assert_eq!(Span::unpack(span.pack()), span);
        }
    }

    #[test]
    fn la_fin_d_un_texte_ne_deborde_pas() {
        let span = Span {
            ptr: u32::MAX,
            len: u32::MAX,
        };
        assert_eq!(span.end(), 0x1_FFFF_FFFE);
    }
}
