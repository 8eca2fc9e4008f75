//! `cfg!` ne retire rien : ce programme ne compile qu'avec la feature `tri`.
//!
//! À essayer par `cargo check -p macro-cfg`, puis `cargo check -p macro-cfg --features tri`.

// ANCHOR: faute
#[cfg(feature = "tri")]
fn sort(words: &mut [&str]) {
    words.sort_unstable();
}

fn main() {
    let mut words = ["texte", "mot"];
    if cfg!(feature = "tri") {
        sort(&mut words);
    }
    println!("{words:?}");
}
// ANCHOR_END: faute
