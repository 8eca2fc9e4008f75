//! Un programme et son script de construction, qui n'ont pas le même `moteur`.
//!
//! À lancer par `cargo run -p fabrique`.

fn main() {
    println!("son script de construction : {}", env!("BUILD_SHARED"));
    println!("le programme : {}", std::any::type_name::<moteur::Shared>());
}
