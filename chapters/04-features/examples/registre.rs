//! Deux modules s'inscrivent eux-mêmes ; l'hôte ne les nomme que pour les lier.
//!
//! À lancer par `cargo run -p ch-features --example registre`.

// ANCHOR: main
// Sans ces deux lignes, rien ne serait lié : voir l'exemple `registre_oublie`.
use inscrit_compteur as _;
use inscrit_majuscules as _;

fn main() {
    println!("inventory, dans l'ordre des rangs :");
    for entry in inscription::entries() {
        println!("  {} (rang {})", entry.name, entry.rank);
    }
    println!("linkme : {} modules", inscription::ENTRIES.len());
}
// ANCHOR_END: main
