//! Un programme lié à la bibliothèque dynamique `fiche`.

// ANCHOR: main
fn main() {
    let count = &fiche::latest().count;
    println!("  {} pages, {} mots", count.pages, count.words);
}
// ANCHOR_END: main
