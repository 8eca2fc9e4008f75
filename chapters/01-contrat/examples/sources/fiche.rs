//! Une bibliothèque Rust dynamique.

// ANCHOR: fiche
/// La fiche d'un livre.
pub struct Card {
    pub count: Count,
}

pub struct Count {
    pub pages: u32,
    pub words: u32,
}
// ANCHOR_END: fiche

// ANCHOR: latest
/// La dernière fiche enregistrée.
#[inline(never)]
pub fn latest() -> &'static Card {
    &Card {
        count: Count {
            pages: 12,
            words: 3400,
        },
    }
}
// ANCHOR_END: latest
