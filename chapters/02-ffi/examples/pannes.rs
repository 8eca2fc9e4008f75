//! À quelles pannes d'un greffon l'hôte survit, et auxquelles il ne survit pas.
//!
//! À lancer par `cargo run -p ch-ffi --example pannes`.

use std::env;
use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};

use ch_contrat::Plugin;
use ch_ffi::{library_path, load_plugin};
use verifications::Issue;

/// Ce que l'hôte écrit quand l'appel lui est revenu.
const STILL_HERE: &str = "l'hôte continue";

// ANCHOR: hote
/// L'hôte : il charge un greffon, l'appelle, et continue si l'appel lui revient.
fn host(plugin: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    // SÛRETÉ : ces greffons viennent de ce dépôt. C'est leur panne que l'on vient voir.
    let plugin = unsafe { load_plugin(plugin) }?;
    let _ = plugin.execute(text);
    println!("{STILL_HERE}");
    Ok(())
}
// ANCHOR_END: hote

fn main() -> Result<(), Box<dyn Error>> {
    if let [_, plugin, text] = env::args().collect::<Vec<_>>().as_slice() {
        return host(Path::new(plugin), text);
    }
    let (double, breakdowns) = (library_path("memoire-comptee")?, essais_c::pannes());
    // ANCHOR: parent
    for (what, plugin, text) in [
        ("un refus", double.as_path(), "vingt"),
        ("une panique retenue", &double, "200"),
        ("une écriture à l'adresse nulle", breakdowns, "adresse"),
        ("un appel d'abort", breakdowns, "abort"),
        ("un appel d'exit", breakdowns, "exit"),
    ] {
        // L'hôte est ce même programme, dans un processus à part.
        let host = Command::new(env::current_exe()?)
            .arg(plugin)
            .arg(text)
            .stderr(Stdio::null())
            .output()?;
        match String::from_utf8_lossy(&host.stdout).contains(STILL_HERE) {
            true => println!("{what} : {STILL_HERE}"),
            false => println!("{what} : plus d'hôte ; {}", Issue::from(host.status)),
        }
    }
    println!("celui qui avait mis l'hôte dans un autre processus est toujours là");
    // ANCHOR_END: parent
    Ok(())
}
