//! Le script de construction : il transmet au programme le nom du type qu'il voit.

fn main() {
    let name = std::any::type_name::<moteur::Shared>();
    println!("cargo::rustc-env=BUILD_SHARED={name}");
}
