//! Le compilateur refuse le texte de départ : côté hôte d'abord, côté greffon ensuite.
//!
//! À lancer par `cargo run -p ch-ffi --example refus`. Les deux textes sont dans `fautes/`.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Ce que les textes supposent déjà écrit. Sur une seule ligne, et la première : les
/// numéros de ligne du compilateur restent ceux du fichier.
const PRELUDE: &str = "#![allow(unused)] use std::path::Path; \
                       type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>; ";

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["texte_de_depart.rs", "greffon_de_depart.rs"] {
        println!("fautes/{file}");
        let path = ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR"))
            .join("fautes")
            .join(file);
        for refusal in compile(&fs::read_to_string(path)?)? {
            println!("  {refusal}");
        }
    }
    Ok(())
}

/// Fait compiler un texte par rustc et rend ses refus : « ligne 18 : E0507 ».
///
/// `target` garde parfois plusieurs libloading, compilées par plusieurs versions de rustc.
/// Celle d'un autre compilateur est refusée (E0514) avant que le texte soit lu : on passe à
/// la suivante.
fn compile(text: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let deps = dependencies()?;
    for libloading in libloading_in(&deps)? {
        let refusals = compile_with(text, &deps, &libloading)?;
        if !refusals.iter().any(|refusal| refusal.ends_with("E0514")) {
            return Ok(refusals);
        }
    }
    Err("libloading n'est pas compilée par ce compilateur".into())
}

/// Fait compiler un texte avec cette libloading-là.
fn compile_with(text: &str, deps: &Path, libloading: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    // Sous Windows, ce cfg ferait disparaître la fonction, et sa faute avec elle.
    let text = text.replace("#[cfg(unix)]", "#[cfg(all())]");
    let mut rustc = Command::new("rustc")
        .args(["--edition=2024", "--crate-type=lib", "--error-format=short"])
        .args(["--emit=metadata", "-"])
        .arg("-o")
        .arg(std::env::temp_dir().join("ch_ffi_refus.rmeta"))
        .arg("-L")
        .arg(format!("dependency={}", deps.display()))
        .arg("--extern")
        .arg(format!("libloading={}", libloading.display()))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut stdin = rustc.stdin.take().ok_or("rustc n'a pas d'entrée")?;
    write!(stdin, "{PRELUDE}{text}")?;
    drop(stdin);
    let output = rustc.wait_with_output()?;
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(messages.lines().filter_map(refusal).collect())
}

/// Lit `<anon>:18:12: error[E0507]: …`. La formulation change d'une version du
/// compilateur à l'autre ; la ligne et le code restent.
fn refusal(message: &str) -> Option<String> {
    let mut parts = message.splitn(4, ':');
    let (line, error) = (parts.nth(1)?, parts.nth(1)?);
    let (severity, rest) = error.trim_start().split_at_checked("error".len())?;
    let code = rest.split([']', ':']).next()?.trim_start_matches('[');
    let code = if code.is_empty() {
        "erreur sans code"
    } else {
        code
    };
    (severity == "error").then(|| format!("ligne {line} : {code}"))
}

/// Le dossier où cargo a rangé les dépendances de cet exemple.
fn dependencies() -> Result<PathBuf, Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let profile = program.ancestors().nth(2).ok_or("où suis-je rangé ?")?;
    Ok(profile.join("deps"))
}

/// Les libloading compilées, la plus récente en tête.
fn libloading_in(deps: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let is_libloading = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("liblibloading-") && name.ends_with(".rlib")
    };
    let mut found: Vec<PathBuf> = fs::read_dir(deps)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(is_libloading)
        .collect();
    found.sort_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    found.reverse();
    Ok(found)
}
