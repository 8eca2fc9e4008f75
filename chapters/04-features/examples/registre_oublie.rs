//! Le piège de l'éditeur de liens : un module dans Cargo.toml, et pourtant absent.
//!
//! À lancer par `cargo run -p ch-features --example registre_oublie`.

// ANCHOR: main
// `inscrit-compteur` est une dépendance lui aussi, mais aucun nom de ce fichier n'y mène :
// le compilateur ne l'a pas lié au programme, et son inscription n'existe pas.
use inscrit_majuscules as _;

fn main() {
    for entry in inscription::entries() {
        println!("{}", entry.name);
    }
}
// ANCHOR_END: main
