//! Un seul script analysé, quatre fils d'exécution qui s'en servent ensemble.
//!
//! À lancer par `cargo run -p ch-scripts --example partage`.

use std::error::Error;
use std::thread;

use ch_contrat::Plugin;
use ch_scripts::{ScriptOptions, ScriptPlugin, script_path};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let plugin = ScriptPlugin::load(&script_path("majuscules.rhai"), &ScriptOptions::default())?;
    let words = ["été", "œuf", "straße", "naïf"];

    let answers: Vec<_> = thread::scope(|scope| {
        let threads = words.map(|word| {
            scope.spawn({
                let plugin = &plugin;
                move || plugin.execute(word)
            })
        });
        threads.into_iter().map(|thread| thread.join()).collect()
    });

    for (word, answer) in words.iter().zip(answers) {
        println!("{word} → {}", answer.map_err(|_| "un fil a paniqué")??);
    }
    Ok(())
}
// ANCHOR_END: main
