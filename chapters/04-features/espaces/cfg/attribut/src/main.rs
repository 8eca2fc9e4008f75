//! `#[cfg]` et `cfg_select!` retirent du code ; `cfg!` ne rend qu'un booléen.
//!
//! À lancer par `cargo run -p attribut`, puis `cargo run -p attribut --features tri`.

// ANCHOR: attribut
/// N'existe qu'avec la feature `tri`.
#[cfg(feature = "tri")]
fn sort(words: &mut [&str]) {
    words.sort_unstable();
}
// ANCHOR_END: attribut

// ANCHOR: select
// La première branche vraie est gardée, les autres disparaissent.
cfg_select! {
    feature = "tri" => {
        fn arrange(words: &mut [&str]) -> &'static str {
            sort(words);
            "triés"
        }
    }
    _ => {
        fn arrange(_: &mut [&str]) -> &'static str {
            "dans l'ordre reçu"
        }
    }
}
// ANCHOR_END: select

fn main() {
    let mut words = ["texte", "mot"];
    let order = arrange(&mut words);
    // ANCHOR: macro
    // Les deux branches sont compilées : seule la valeur de la condition est connue d'avance.
    let built = if cfg!(feature = "tri") {
        "avec"
    } else {
        "sans"
    };
    // ANCHOR_END: macro
    println!("{built} la feature tri : {words:?}, {order}");
}
