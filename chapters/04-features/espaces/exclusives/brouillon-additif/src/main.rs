//! Un programme qui garde ses textes en mémoire, avec le stockage réparé.

use stockage_additif::Storage;

fn main() {
    println!("brouillon : {:?} parmi {:?}", Storage::Memory, Storage::ALL);
}
