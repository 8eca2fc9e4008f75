//! Le programme, de l'extérieur : ses arguments, ses sorties, ses codes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use verifications::instantane;

/// Lance l'hôte universel dans `donnees/`, sans variable qui le concerne.
pub(crate) fn host(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hote-universel"));
    command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("donnees"))
        .args(arguments)
        .stdin(Stdio::null());
    for variable in ["HOTE_ACTIVER", "HOTE_DESACTIVER", "HOTE_LONGUEUR_MAX"] {
        command.env_remove(variable);
    }
    command
}

fn run(arguments: &[&str]) -> Output {
    host(arguments).output().unwrap()
}

/// Le code de sortie, la sortie et les erreurs.
fn show(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    format!(
        "code {}\n--- sortie\n{}--- erreurs\n{}",
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        text(&output.stderr)
    )
}

#[test]
fn l_aide_est_en_francais() {
    instantane!("aide", show(&run(&["--aide"])));
}

#[test]
fn les_commandes_mal_formees() {
    let mut text = String::new();
    for arguments in [
        &["--liste"][..],
        &["--config"],
        &["--lister", "--verifier"],
        &["--verifier", "texte.txt"],
        &["-c", "a.toml", "-c", "b.toml"],
    ] {
        text += &format!(
            "$ hote-universel {}\n{}\n",
            arguments.join(" "),
            show(&run(arguments))
        );
    }
    instantane!("mal_formees", text);
}

#[test]
fn lister_dit_la_porte_la_version_et_l_etat() {
    instantane!("lister", show(&run(&["--lister", "-c", "hote.toml"])));
    instantane!(
        "lister_refus",
        show(&run(&["--lister", "-c", "refus.toml"]))
    );
}

#[test]
fn lister_voit_ce_que_l_environnement_change() {
    let output = host(&["--lister", "-c", "hote.toml"])
        .env("HOTE_DESACTIVER", "greffon,invite")
        .output();
    let text = show(&output.unwrap());
    assert_eq!(
        text.matches("désactivé par l'environnement").count(),
        2,
        "{text}"
    );
}

#[test]
fn verifier_charge_tout_ou_dit_tout_ce_qui_ne_va_pas() {
    instantane!("verifier", show(&run(&["--verifier", "-c", "hote.toml"])));
    instantane!(
        "verifier_fautes",
        show(&run(&["--verifier", "-c", "fautes.toml"]))
    );
    instantane!(
        "verifier_refus",
        show(&run(&["--verifier", "-c", "refus.toml"]))
    );
}

#[test]
fn cinq_portes_une_chaine() {
    instantane!(
        "chaine",
        show(&run(&["-c", "hote.toml", "--bilan", "texte.txt"]))
    );
}

#[test]
fn un_module_qui_echoue_arrete_est_ecarte_ou_laisse_passer() {
    let mut text = String::new();
    for policy in ["arreter", "sauter", "laisser-passer", "ecarter"] {
        let config = format!("{policy}.toml");
        let output = run(&["-c", &config, "--par-ligne", "texte.txt", "texte.txt"]);
        text += &format!("== {policy}\n{}\n", show(&output));
    }
    instantane!("politiques", text);
}

#[test]
fn un_module_qui_ne_rend_pas_la_main_n_arrete_pas_l_hote() {
    instantane!(
        "sans_fin",
        show(&run(&["-c", "sans-fin.toml", "texte.txt"]))
    );
}

#[test]
fn l_entree_standard_passe_comme_un_fichier() {
    let mut child = host(&["-c", "laisser-passer.toml"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all("été\n".as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "ÉTÉ\n");
}

#[test]
fn un_fichier_absent_se_decouvre_avant_d_ecrire() {
    let output = run(&["-c", "laisser-passer.toml", "texte.txt", "txete.txt"]);
    assert!(
        output.stdout.is_empty(),
        "rien ne doit être écrit : {output:?}"
    );
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.starts_with("txete.txt : "), "{errors}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn la_sortie_n_ecrase_rien() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sortie.txt");
    let text = path.to_str().unwrap();
    let arguments = ["-c", "laisser-passer.toml", "texte.txt", "-o", text];

    assert!(run(&arguments).status.success());
    let first = fs::read_to_string(&path).unwrap();
    assert!(first.starts_with("L'HÔTE A DIT"), "{first}");

    fs::write(&path, "mon travail").unwrap();
    let second = run(&arguments);
    assert_eq!(second.status.code(), Some(1));
    assert!(
        String::from_utf8(second.stderr)
            .unwrap()
            .contains("existe déjà")
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "mon travail");
}

#[test]
fn une_sortie_interrompue_ne_laisse_pas_de_fichier() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sortie.txt");
    let output = run(&[
        "-c",
        "arreter.toml",
        "texte.txt",
        "-o",
        path.to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn un_texte_qui_n_est_pas_de_l_utf8_est_situe() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latin1.txt");
    fs::write(&path, b"un\ndeux\n\xE9t\xE9\n").unwrap();
    let output = run(&["-c", "laisser-passer.toml", path.to_str().unwrap()]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("ligne 3, octet 8"), "{errors}");
    assert_eq!(output.status.code(), Some(1));
}
