//! Des scripts Lua fautifs, et ce que l'auteur du script lit.
//!
//! À lancer par `cargo run -p ch-scripts --example lua_messages`.

use ch_scripts::{LuaPlugin, ScriptOptions};

const MISTAKES: [&str; 3] = [
    "return {\n  name = 'essai', version = '1',\n  execute = function(text) return text .. end,\n}",
    "return {\n  name = 'essai', version = '1',\n  execute = function(text)\n    return txet:upper()\n  end,\n}",
    "return {\n  name = 'essai', version = '1',\n  execute = function(text) return #text end,\n}",
];

// ANCHOR: main
fn main() {
    for mistake in MISTAKES {
        let outcome = LuaPlugin::from_source("essai.lua", mistake, &ScriptOptions::default())
            .and_then(|plugin| plugin.transform("deux mots"));
        match outcome {
            Ok(answer) => println!("aucune faute ? {answer}"),
            Err(error) => println!("{error}\n"),
        }
    }
}
// ANCHOR_END: main
