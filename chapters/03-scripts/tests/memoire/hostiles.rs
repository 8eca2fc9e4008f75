//! Faire passer un corpus de scripts hostiles : chacun finit par une erreur précise, dans la
//! mémoire prévue, et l'hôte sert encore après lui.

use std::fs;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use ch_scripts::{Limits, ScriptError, ScriptErrorKind, ScriptOptions};

use crate::compteur::peak;

/// Un script hostile : son nom et les octets du fichier.
pub(crate) struct Attack {
    pub(crate) name: String,
    pub(crate) file: Vec<u8>,
}

/// La pile du fil où tourne le script : celle du fil principal sous Windows, la plus petite
/// qu'un hôte ait d'ordinaire.
const STACK: usize = 1024 * 1024;

/// Au-delà, le script ne s'est pas arrêté. Rien n'est mesuré : c'est un garde-fou.
const PATIENCE: Duration = Duration::from_secs(120);

/// Les limites par défaut, avec moins d'opérations et assez de temps pour que l'échéance ne
/// joue jamais : ce qui arrête un script est alors le même sur toutes les machines.
pub(crate) fn options() -> ScriptOptions {
    let limits = Limits {
        operations: 100_000,
        time: Duration::from_secs(600),
        ..Limits::default()
    };
    ScriptOptions {
        limits,
        ..ScriptOptions::default()
    }
}

/// Fait passer chaque attaque ; rend le compte rendu, une ligne par attaque.
///
/// `run` charge le fichier et lui donne un texte.
pub(crate) fn run_all(
    attacks: Vec<Attack>,
    extension: &str,
    max_memory: usize,
    run: fn(&std::path::Path) -> Result<String, ScriptError>,
) -> String {
    let folder = tempfile::tempdir().expect("un dossier temporaire");
    let honest = ch_scripts::script_path(&format!("compteur.{extension}"));
    let mut report = String::new();
    let mut worst = (0, String::new());
    for Attack { name, file } in attacks {
        let path = folder.path().join(format!("essai.{extension}"));
        fs::write(&path, file).expect("écrire le script");

        let (outcome, used) = peak(|| {
            let (send, receive) = channel();
            thread::Builder::new()
                .stack_size(STACK)
                .spawn(move || send.send(run(&path)))
                .expect("un fil d'exécution");
            receive
                .recv_timeout(PATIENCE)
                .unwrap_or_else(|_| panic!("« {name} » ne s'arrête pas, ou a tué son fil"))
        });
        assert!(
            used <= max_memory,
            "« {name} » a pris {used} octets, plus que les {max_memory} prévus"
        );
        if used > worst.0 {
            worst = (used, name.clone());
        }

        let error = match outcome {
            Err(error) => error,
            Ok(answer) => panic!("« {name} » est passé et a rendu {answer:.40?}"),
        };
        assert_ne!(
            error.kind(),
            ScriptErrorKind::Panic,
            "« {name} » a fait paniquer"
        );
        let message = &error.diagnostic().message;
        report.push_str(&format!("{name} : {message}\n"));

        let after = run(&honest).expect("l'hôte doit servir encore");
        assert_eq!(after, "1 ligne, 1 mot, 5 caractères", "après « {name} »");
    }
    println!("le plus gourmand : {} ({} octets)", worst.1, worst.0);
    report
}
