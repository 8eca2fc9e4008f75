//! Dit quel type est `moteur::Shared`. Ce fichier ne parle pas de `journal`.
//!
//! À lancer par `cargo run -p temoin`, puis `cargo run -p temoin --features journal`.

// ANCHOR: main
fn main() {
    println!("Shared = {}", std::any::type_name::<moteur::Shared>());
}
// ANCHOR_END: main
