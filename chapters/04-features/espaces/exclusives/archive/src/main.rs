//! Un programme qui garde ses textes dans un fichier.

fn main() {
    println!("archive : {}", stockage::storage());
}
