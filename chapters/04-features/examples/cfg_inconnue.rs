//! Les conditions que le compilateur ne connaît pas, et celle qu'il ne lit pas.
//!
//! À lancer par `cargo run -p ch-features --example cfg_inconnue`.

use std::error::Error;

use ch_features::combinations::Cargo;

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = Cargo::study("cfg")?;
    println!("{}", cargo.transcript(&["check", "-p", "inconnue"])?);
    // Une troisième faute attendait dans un module qui n'était pas lu.
    let all = ["check", "-p", "inconnue", "--features", "majuscules"];
    print!("{}", cargo.transcript(&all)?);
    Ok(())
}
