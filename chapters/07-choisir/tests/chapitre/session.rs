//! La session du README, rejouée : ce que le lecteur voit est ce que le programme écrit.
//!
//! Un bloc `console` du README est une suite de commandes (`$ …`) et de ce qu'elles écrivent,
//! sortie puis erreurs. `cargo build` n'est pas rejoué : cargo a déjà compilé les greffons.

use std::path::{Path, PathBuf};
use std::process::Command;

const RUN: &str = "cargo run -q -p ch-choisir -- ";

#[test]
fn la_session_du_readme_se_repete() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let readme = readme.replace("\r\n", "\n");
    let session = session(&readme);
    assert!(session.len() >= 5, "la session a disparu du README");
    for (command, expected) in session {
        if command.starts_with("cargo build ") {
            continue;
        }
        let arguments = command
            .strip_prefix(RUN)
            .unwrap_or_else(|| panic!("« {command} » ne commence pas par « {RUN} »"));
        let found = run(&folder.join("../.."), arguments);
        assert_eq!(
            found, expected,
            "\n$ {command}\nLe programme écrit :\n{found}"
        );
    }
}

/// Les commandes d'un README et ce qu'il en montre.
fn session(readme: &str) -> Vec<(&str, String)> {
    let mut session: Vec<(&str, String)> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.strip_prefix("$ ") {
            _ if line.starts_with("```") => inside = line == "```console",
            _ if !inside => {}
            Some(command) => session.push((command, String::new())),
            None => {
                let (_, output) = session.last_mut().expect("un bloc commence par « $ »");
                output.push_str(line);
                output.push('\n');
            }
        }
    }
    session
}

fn run(root: &Path, arguments: &str) -> String {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_hote-universel"));
    let output = Command::new(program)
        .current_dir(root)
        .args(arguments.split_whitespace())
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap()
}
