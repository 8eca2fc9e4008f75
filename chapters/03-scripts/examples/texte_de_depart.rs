//! Le `ScriptPlugin` du texte de départ, et ses défauts un par un.
//!
//! À lancer par `cargo run -p ch-scripts --example texte_de_depart`.

use std::error::Error;
use std::fs;
use std::path::Path;

use ch_scripts::source_text::ScriptPlugin;
use rhai::Engine;

/// Écrit un script, le charge et l'exécute comme le texte de départ.
fn run(path: &Path, script: &str) -> Result<(), Box<dyn Error>> {
    fs::write(path, script)?;
    ScriptPlugin::load(path)?.execute()
}

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let script = folder.path().join("essai.rhai");

    println!("1. Un script qui rend une valeur échoue :");
    if let Err(error) = run(&script, "40 + 2") {
        println!("   40 + 2 → {error}");
    }

    println!("2. Une faute de syntaxe passe le chargement :");
    fs::write(&script, "let x = ;")?;
    let mut broken = ScriptPlugin::load(&script)?;
    println!("   load → Ok ; execute → {}", failed(&broken.execute()));

    println!("3. log d'un nombre n'écrit rien, et ne se plaint pas :");
    println!(
        "   log(1.5) → {}",
        failed(&run(&script, "let x = log(1.5);"))
    );
    let value: f64 = Engine::new().eval("log(1.5)")?;
    println!("   c'était le logarithme décimal : {value:.3}");

    println!("4. import exécute n'importe quel fichier .rhai de la machine :");
    let secret = folder.path().join("ailleurs");
    fs::write(
        secret.with_extension("rhai"),
        "export const CLE = \"1234\";",
    )?;
    let address = secret.display().to_string().replace('\\', "/");
    run(
        &script,
        &format!("import \"{address}\" as m; log(`   la clé est ${{m::CLE}}`);"),
    )?;

    println!("5. Rien ne limite le travail ni la mémoire :");
    run(
        &script,
        "let n = 0; while n < 100_000 { n += 1; } log(`   ${n} tours`);",
    )?;
    run(
        &script,
        r#"let s = "x"; for i in 0..24 { s += s; } log(`   une chaîne de ${s.bytes} octets`);"#,
    )?;

    println!("6. La profondeur des appels permise dépend du mode de compilation :");
    let recurse = "fn f(n) { if n > 0 { f(n - 1) } } ";
    println!(
        "   5 appels → {}",
        failed(&run(&script, &format!("{recurse} f(5)")))
    );
    println!(
        "   99 appels → {}",
        failed(&run(&script, &format!("{recurse} f(99)")))
    );
    Ok(())
}
// ANCHOR_END: main

fn failed<E>(outcome: &Result<(), E>) -> &'static str {
    if outcome.is_ok() { "Ok" } else { "Err" }
}
