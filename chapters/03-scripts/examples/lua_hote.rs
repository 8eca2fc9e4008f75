//! Le même hôte, avec les trois modules écrits en Lua.
//!
//! À lancer par `cargo run -p ch-scripts --example lua_hote`.

use std::error::Error;

use ch_contrat::Host;
use ch_scripts::{LuaPlugin, ScriptOptions, script_path};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let options = ScriptOptions::default();
    let mut host = Host::new();
    for file in ["typographie.lua", "majuscules.lua", "compteur.lua"] {
        host.register(LuaPlugin::load(&script_path(file), &options)?)?;
    }
    host.init()?;

    print!("{}", host.run("L'hôte dit: \"bonjour!\"")?);
    Ok(())
}
// ANCHOR_END: main
