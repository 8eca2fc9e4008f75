//! Une inscription ne traverse pas une bibliothèque chargée à l'exécution.
//!
//! À lancer par `cargo run -p ch-features --example registre_dlopen`.

use std::env::{self, consts};
use std::error::Error;

use inscrit_majuscules as _;
use libloading::Library;

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    println!(
        "dans l'hôte, avant : {} module",
        inscription::entries().len()
    );

    let file = format!(
        "{}inscrit_compteur{}",
        consts::DLL_PREFIX,
        consts::DLL_SUFFIX
    );
    let program = env::current_exe()?;
    let build = program
        .ancestors()
        .nth(2)
        .ok_or("le programme n'est pas dans target/<profil>/examples")?;
    // SÛRETÉ : cette bibliothèque est de ce dépôt ; ses initialiseurs inscrivent un module.
    let library = unsafe { Library::new(build.join("deps").join(file)) }?;

    // SÛRETÉ : la bibliothèque exporte cette fonction, avec cette signature.
    let count = unsafe { library.get::<extern "C" fn() -> usize>(c"inscrit_compteur_count") }?;
    println!("dans la bibliothèque : {} module", count());
    // La bibliothèque a sa propre copie de `inscription`, donc son propre registre.
    println!(
        "dans l'hôte, après : {} module",
        inscription::entries().len()
    );
    // Elle reste chargée jusqu'à la fin : son registre contient des adresses de son code.
    std::mem::forget(library);
    Ok(())
}
// ANCHOR_END: main
