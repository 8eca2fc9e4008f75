//! Un autre utilisateur de `outil`, qui n'a rien dit des features : il a celles par défaut.

pub use outil::colors;
