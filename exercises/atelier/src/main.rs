//! `cargo atelier` : lit la commande et la confie au reste du programme.
//!
//! Codes de sortie : 0 si tout va bien, 1 si quelque chose échoue, 2 si la commande est mal
//! formée ou ne peut pas être exécutée.

use std::process::ExitCode;

use atelier::{Projet, commande, sortie};

fn main() -> ExitCode {
    let mut sortie = anstream::AutoStream::auto(std::io::stdout());
    let demande = match commande::lire(std::env::args_os()) {
        Ok(demande) => demande,
        Err(arret) => return arret.afficher(),
    };
    let resultat =
        Projet::trouver().and_then(|projet| commande::executer(&projet, demande, &mut sortie));
    match resultat {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(erreur) => {
            anstream::eprintln!("{} {erreur}", sortie::en(sortie::MAL, "erreur :"));
            ExitCode::from(2)
        }
    }
}
