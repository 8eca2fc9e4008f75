//! Le programme : compilé sans les dépendances de développement.
//!
//! À lancer par `cargo run -p essai`.

fn main() {
    println!("le programme : {}", std::any::type_name::<moteur::Shared>());
}
