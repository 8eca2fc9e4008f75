//! Ce que Rust promet à une frontière, demandé à votre compilateur, et ce qu'il ne connaît
//! pas encore.
//!
//! À lancer par `cargo run -p ch-contrat --example promesses`.

#[path = "outils/labo.rs"]
mod labo;

use std::error::Error;
use std::mem::transmute;

use labo::Lab;

// ANCHOR: types
/// Un nombre sous un autre nom.
#[repr(transparent)]
struct Meters(f64);

/// Une énumération dont le numéro est un `u8`.
#[repr(u8)]
#[derive(Clone, Copy)]
enum Color {
    Red = 3,
}

/// `Option<T>` a la taille de `T`, et son `None` n'est fait que de zéros.
macro_rules! none_is_null {
    ($($pointer:ty),*) => {
        // SÛRETÉ : c'est justement ce que Rust promet de ces types ; `transmute` ne
        // compilerait pas si les tailles différaient.
        true $(&& unsafe { transmute::<Option<$pointer>, usize>(None) } == 0)*
    };
}
// ANCHOR_END: types

fn main() -> Result<(), Box<dyn Error>> {
    // ANCHOR: promis
    println!("promis");
    let transparent = (size_of::<Meters>(), align_of::<Meters>());
    println!(
        "  repr(transparent) a la disposition de son champ : {}",
        oui(transparent == (size_of::<f64>(), align_of::<f64>()))
    );
    println!(
        "  une énumération repr(u8) est un u8 : {}",
        oui(size_of::<Color>() == 1 && Color::Red as u8 == 3)
    );
    println!(
        "  le None d'une référence, d'une boîte, d'une fonction est l'adresse nulle : {}",
        oui(none_is_null!(&u8, Box<u8>, extern "C" fn()))
    );
    println!(
        "  un Vec tient en trois adresses : {}",
        oui(size_of::<Vec<u8>>() == 3 * size_of::<usize>())
    );
    // ANCHOR_END: promis

    // ANCHOR: rustc
    let lab = Lab::new()?;
    let refused = |source, why: &str| {
        let options = ["--crate-type=lib", "-Dwarnings"];
        match lab.compile(source, "essai.rlib", &options) {
            Ok(_) => "accepté".to_owned(),
            Err(error) if error.to_string().contains(why) => format!("refusé ({why})"),
            Err(error) => error.to_string(),
        }
    };
    println!("surveillé");
    let verdict = refused("vec_au_c.rs", "improper_ctypes_definitions");
    println!("  un Vec dans une fonction extern \"C\" : {verdict}");
    println!("en préparation");
    println!(
        "  #[export_stable] : {}",
        refused("export_stable.rs", "E0658")
    );
    println!("  extern \"crabi\" : {}", refused("crabi.rs", "E0703"));
    // ANCHOR_END: rustc
    Ok(())
}

fn oui(fact: bool) -> &'static str {
    if fact { "oui" } else { "non" }
}
