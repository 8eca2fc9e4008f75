//! Un exemple qui ne compile plus, et que personne ne compile : il demande la feature `tri`.
//!
//! À essayer par `cargo check -p attribut --examples`, puis en ajoutant `--features tri`.

// ANCHOR: main
fn main() {
    // Cette fonction a été retirée, et cet appel oublié.
    sort_everything();
}
// ANCHOR_END: main
