//! `cargo atelier` : lit la commande et la confie au reste du programme.
//!
//! Codes de sortie : 0 si tout va bien, 1 si quelque chose échoue, 2 si la commande est mal
//! formée ou ne peut pas être exécutée.

use std::io::Write;
use std::process::ExitCode;

use atelier::commande::Demande;
use atelier::{Projet, Resultat, commande, processus, sortie};

/// Le code d'un programme arrêté par Ctrl-C.
const INTERROMPU: u8 = 130;

fn main() -> ExitCode {
    let demande = match commande::lire(std::env::args_os()) {
        Ok(demande) => demande,
        Err(arret) => return arret.show(),
    };
    let juge = demande.juge();
    let fin = executer(demande);
    if processus::interrompu() {
        // Ce que des tests arrêtés ont répondu n'est pas un verdict.
        return ExitCode::from(INTERROMPU);
    }
    match fin {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // Qui lisait n'en veut plus (« | head ») : ce n'est pas une faute, ni un verdict.
        Err(erreur) if erreur.tube_ferme => ExitCode::from(u8::from(juge)),
        Err(erreur) => {
            // Si l'erreur standard est fermée aussi, il n'y a plus personne à qui le dire.
            let mut plainte = anstream::stderr();
            let _ = writeln!(plainte, "{} {erreur}", sortie::en(sortie::MAL, "erreur :"));
            ExitCode::from(2)
        }
    }
}

fn executer(demande: Demande) -> Resultat<bool> {
    // Ctrl-C, ou la fin du terminal : les tests et les compilations en cours s'arrêtent avec nous.
    let _ = ctrlc::set_handler(|| {
        processus::tout_arreter();
        std::process::exit(INTERROMPU.into());
    });
    let mut sortie = anstream::stdout();
    let bien = commande::executer(&Projet::trouver()?, demande, &mut sortie)?;
    sortie.flush()?;
    Ok(bien)
}
