//! Le module `compteur`, qui s'inscrit lui-même au registre, des deux manières.

use inscription::{ENTRIES, Entry, inventory, linkme};

// ANCHOR: inscrire
inventory::submit! {
    Entry { name: "compteur", rank: 30 }
}

#[linkme::distributed_slice(ENTRIES)]
#[linkme(crate = linkme)]
static ENTRY: Entry = Entry {
    name: "compteur",
    rank: 30,
};
// ANCHOR_END: inscrire

/// Combien de modules sont inscrits, vus de la bibliothèque chargée.
// SÛRETÉ : aucun autre symbole de ce programme ne porte ce nom.
#[unsafe(no_mangle)]
pub extern "C" fn inscrit_compteur_count() -> usize {
    inscription::entries().len()
}
