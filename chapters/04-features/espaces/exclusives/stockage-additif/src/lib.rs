//! Le même stockage, réparé : chaque feature ajoute une valeur, et l'appelant choisit.

// ANCHOR: additif
/// Où garder les textes. D'autres valeurs peuvent s'ajouter : `match` demande une branche `_`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Storage {
    /// En mémoire. Demande la feature `memoire`.
    #[cfg(feature = "memoire")]
    Memory,
    /// Dans un fichier. Demande la feature `fichier`.
    #[cfg(feature = "fichier")]
    File,
}

impl Storage {
    /// Les stockages compilés.
    pub const ALL: &[Self] = &[
        #[cfg(feature = "memoire")]
        Self::Memory,
        #[cfg(feature = "fichier")]
        Self::File,
    ];
}
// ANCHOR_END: additif
