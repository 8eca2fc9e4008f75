//! Un script remplacé pendant que l'hôte tourne.
//!
//! À lancer par `cargo run -p ch-scripts --example rechargement`.

use std::error::Error;
use std::fs;

use ch_contrat::Plugin;
use ch_scripts::{HotScript, ScriptOptions};

fn script(version: &str, body: &str) -> String {
    format!(
        "fn name() {{ \"salut\" }}\nfn version() {{ \"{version}\" }}\nfn execute(text) {{ {body} }}\n"
    )
}

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("salut.rhai");
    fs::write(&path, script("1.0.0", "`Bonjour ${text}`"))?;

    let hot = HotScript::load(&path, ScriptOptions::default())?;
    println!("{}", hot.current().execute("Ada")?);
    println!("{:?}", hot.reload()?);

    fs::write(&path, script("1.1.0", "`Bonsoir ${text}`"))?;
    // Un appel en cours tient sa version : le rechargement ne la lui retire pas.
    let under_way = hot.current();
    println!("{:?}", hot.reload()?);
    println!("{}", hot.current().execute("Ada")?);
    println!("l'appel en cours : {}", under_way.execute("Ada")?);

    fs::write(&path, script("1.2.0", "`Bonne nuit ${text"))?;
    if let Err(error) = hot.reload() {
        println!("version refusée : {}", error.diagnostic().message);
    }
    println!("toujours en service : {}", hot.current().version());
    Ok(())
}
// ANCHOR_END: main
