//! L'atelier.
fn main() {}
