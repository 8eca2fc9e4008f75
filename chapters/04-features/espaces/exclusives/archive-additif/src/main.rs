//! Un programme qui garde ses textes dans un fichier, avec le stockage réparé.

use stockage_additif::Storage;

fn main() {
    println!("archive : {:?} parmi {:?}", Storage::File, Storage::ALL);
}
