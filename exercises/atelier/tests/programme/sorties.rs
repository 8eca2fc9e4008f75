//! Ce que devient l'atelier quand ce qu'il écrit n'arrive pas : le tube est fermé, le disque
//! est plein. Jamais une panique, jamais d'anglais.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::io;
use std::process::{Command, Output, Stdio};

fn atelier(arguments: &[&str], sortie: impl Into<Stdio>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_atelier"))
        .args(arguments)
        .stdout(sortie)
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .expect("lancer l'atelier")
}

/// Un disque toujours plein.
fn disque_plein() -> File {
    File::options()
        .write(true)
        .open("/dev/full")
        .expect("/dev/full")
}

/// Un tube dont le lecteur est déjà parti, comme `| true`.
fn tube_ferme() -> io::PipeWriter {
    let (lecteur, ecrivain) = io::pipe().expect("un tube");
    drop(lecteur);
    ecrivain
}

#[test]
fn un_tube_ferme_finit_sans_un_mot() {
    for arguments in [&["--aide"][..], &["indice", "--aide"], &["liste"]] {
        let fin = atelier(arguments, tube_ferme());
        assert_eq!(String::from_utf8_lossy(&fin.stderr), "", "{arguments:?}");
        assert_eq!(fin.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn un_disque_plein_se_dit_en_francais() {
    for arguments in [&["--aide"][..], &["liste"]] {
        let fin = atelier(arguments, disque_plein());
        assert_eq!(
            String::from_utf8_lossy(&fin.stderr),
            "erreur : impossible d'écrire sur la sortie, le disque est plein\n",
            "{arguments:?}"
        );
        assert_eq!(fin.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn une_erreur_qu_on_ne_peut_pas_dire_n_est_pas_une_panique() {
    for arguments in [&["verifer"][..], &["indice", "rien de tel"]] {
        let fin = Command::new(env!("CARGO_BIN_EXE_atelier"))
            .args(arguments)
            .stderr(disque_plein())
            .status()
            .expect("lancer l'atelier");
        assert_eq!(fin.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn hors_d_un_terminal_rien_n_est_colore() {
    let aide = atelier(&["--aide"], Stdio::piped());
    assert!(!aide.stdout.is_empty() && !aide.stdout.contains(&0x1b));
    let refus = atelier(&["verifer"], Stdio::null());
    assert!(!refus.stderr.contains(&0x1b));
}
