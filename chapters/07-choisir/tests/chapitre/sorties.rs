//! Ce que devient l'hôte quand ce qu'il écrit n'arrive pas : le tube est fermé, le disque est
//! plein. Jamais une panique, jamais d'anglais.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::io;
use std::process::{Output, Stdio};

use crate::commande::host;

/// Ce qui écrit sur la sortie, et le code de fin quand tout va bien.
const WRITERS: [&[&str]; 4] = [&["--aide"], &["--lister"], &["--verifier"], &["texte.txt"]];

fn run(arguments: &[&str], output: impl Into<Stdio>) -> Output {
    let mut command = host(arguments);
    command.stdout(output).stderr(Stdio::piped());
    let child = command.spawn().expect("l'hôte se lance");
    child.wait_with_output().expect("l'hôte finit")
}

/// Un disque toujours plein.
fn full_disk() -> File {
    let file = File::options().write(true).open("/dev/full");
    file.expect("/dev/full")
}

/// Un tube dont le lecteur est déjà parti, comme `| true`.
fn closed_pipe() -> io::PipeWriter {
    let (reader, writer) = io::pipe().expect("un tube");
    drop(reader);
    writer
}

#[test]
fn un_tube_ferme_finit_sans_un_mot() {
    for arguments in WRITERS {
        let end = run(arguments, closed_pipe());
        assert_eq!(String::from_utf8_lossy(&end.stderr), "", "{arguments:?}");
        assert_eq!(end.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn un_disque_plein_se_dit_en_francais() {
    for arguments in WRITERS {
        let end = run(arguments, full_disk());
        let said = String::from_utf8_lossy(&end.stderr);
        assert!(
            said.ends_with("impossible d'écrire sur la sortie, le disque est plein\n"),
            "{arguments:?} : {said}"
        );
        assert!(
            matches!(end.status.code(), Some(1 | 2)),
            "{arguments:?} : {end:?}"
        );
    }
}

#[test]
fn une_erreur_qu_on_ne_peut_pas_dire_n_est_pas_une_panique() {
    for (arguments, code) in [
        (&["--rien-de-tel"][..], 2),
        (&["-c", "absent.toml", "--verifier"], 1),
        (&["-c", "sauter.toml", "--bilan", "texte.txt"], 0),
    ] {
        let mut command = host(arguments);
        command.stdout(Stdio::null()).stderr(full_disk());
        let status = command.status().expect("l'hôte se lance");
        assert_eq!(status.code(), Some(code), "{arguments:?}");
    }
}
