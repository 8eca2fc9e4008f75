//! Le module `majuscules`, qui s'inscrit lui-même au registre, des deux manières.

use inscription::{ENTRIES, Entry, inventory, linkme};

// ANCHOR: inscrire
inventory::submit! {
    Entry { name: "majuscules", rank: 20 }
}

#[linkme::distributed_slice(ENTRIES)]
#[linkme(crate = linkme)]
static ENTRY: Entry = Entry {
    name: "majuscules",
    rank: 20,
};
// ANCHOR_END: inscrire
