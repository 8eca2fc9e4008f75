//! Un registre réparti : chaque module s'y inscrit, aucune liste ne les nomme tous.
//!
//! Le même registre deux fois, pour comparer : avec inventory et avec linkme.

pub use {inventory, linkme};

// ANCHOR: inventory
/// Ce qu'un module déclare de lui-même.
#[derive(Debug)]
pub struct Entry {
    /// Le nom du module, unique.
    pub name: &'static str,
    /// Sa place dans la chaîne.
    pub rank: u32,
}

inventory::collect!(Entry);

/// Les modules inscrits par inventory, dans l'ordre de leur rang puis de leur nom.
///
/// L'ordre où inventory les rend n'est pas garanti : il dépend de l'éditeur de liens.
pub fn entries() -> Vec<&'static Entry> {
    let mut entries: Vec<_> = inventory::iter::<Entry>().collect();
    entries.sort_by_key(|entry| (entry.rank, entry.name));
    entries
}
// ANCHOR_END: inventory

// ANCHOR: linkme
/// Les modules inscrits par linkme : un tableau que l'éditeur de liens assemble.
#[linkme::distributed_slice]
pub static ENTRIES: [Entry];
// ANCHOR_END: linkme
