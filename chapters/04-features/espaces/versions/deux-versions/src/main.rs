//! Dit quel moteur a le programme, et lequel a `journal`.

// ANCHOR: main
fn main() {
    println!("le programme : {}", moteur::describe());
    println!("le journal   : {}", journal::describe());
    #[cfg(feature = "confier")]
    journal::log(moteur::Engine);
}
// ANCHOR_END: main
