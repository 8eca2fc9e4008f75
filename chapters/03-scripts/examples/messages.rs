//! Des scripts fautifs, et ce que l'auteur du script lit.
//!
//! À lancer par `cargo run -p ch-scripts --example messages`.

use ch_scripts::{ScriptError, ScriptOptions, ScriptPlugin};

const HEAD: &str = "fn name() { \"essai\" }\nfn version() { \"1\" }\n";

const MISTAKES: [&str; 6] = [
    "fn execute(text) {\n    let n = text.len(;\n    text\n}",
    "fn execute(text) {\n    txet.to_upper()\n}",
    "fn execute(text) {\n    text.to_upper(2)\n}",
    "fn execute(text) {\n    let parts = text.split();\n    parts[5]\n}",
    "fn execute(text) {\n    check(text);\n    text\n}\nfn check(text) {\n    throw \"trop court\";\n}",
    "fn execute(text) { text.len }",
];

// ANCHOR: main
fn main() {
    let options = ScriptOptions::default();
    for mistake in MISTAKES {
        let source = format!("{HEAD}{mistake}");
        let outcome: Result<String, ScriptError> =
            ScriptPlugin::from_source("essai.rhai", &source, &options)
                .and_then(|plugin| plugin.transform("deux mots"));
        match outcome {
            Ok(answer) => println!("aucune faute ? {answer}"),
            Err(error) => println!("{error}\n"),
        }
    }
}
// ANCHOR_END: main
