//! Un exemple du même paquet : compilé, comme un test, avec les dépendances de développement.
//!
//! À lancer par `cargo run -p essai --example essai`.

fn main() {
    println!("son exemple : {}", std::any::type_name::<moteur::Shared>());
}
