//! Un programme qui garde ses textes en mémoire.

fn main() {
    println!("brouillon : {}", stockage::storage());
}
