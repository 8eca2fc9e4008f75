//! La bibliothèque `fiche` après une retouche : les mêmes noms, les mêmes types, deux champs
//! dans un autre ordre.

/// La fiche d'un livre.
pub struct Card {
    pub count: Count,
}

// ANCHOR: fiche
pub struct Count {
    pub words: u32,
    pub pages: u32,
}
// ANCHOR_END: fiche

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
