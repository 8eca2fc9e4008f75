//! Dit si `outil` a des couleurs, auxquelles ce paquet a renoncé.

fn main() {
    println!("couleurs : {}", outil::colors());
}
