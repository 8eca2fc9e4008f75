//! Des scripts Lua hostiles, et ce qui arrête chacun.
//!
//! À lancer par `cargo run -p ch-scripts --example lua_bac_a_sable`.

use ch_scripts::{LuaPlugin, ScriptError, ScriptOptions};

// ANCHOR: scripts
const ATTACKS: [(&str, &str); 10] = [
    ("une boucle sans fin", "while true do end"),
    (
        "la même, protégée par pcall",
        "while true do pcall(function() while true do end end) end",
    ),
    (
        "une récursion sans fin",
        "local function f() return 1 + f() end return f()",
    ),
    (
        "une bombe de chaîne",
        "local s = 'x' while true do s = s .. s end",
    ),
    (
        "une table sans fin",
        "local t = {} while true do t[#t + 1] = {} end",
    ),
    ("string.rep à vide", "return ('').rep('', 1e18)"),
    (
        "un motif coûteux",
        "return ('a'):rep(30):find(('a?'):rep(30) .. ('a'):rep(30))",
    ),
    ("ouvrir un fichier", "return io.open('/etc/passwd')"),
    ("charger du code", "return load('return 1')()"),
    (
        "un finaliseur",
        "setmetatable({}, { __gc = function() while true do end end })",
    ),
];
// ANCHOR_END: scripts

fn run(body: &str) -> Result<String, ScriptError> {
    let source = format!(
        "return {{ name = 'essai', version = '1', execute = function(text)\n{body}\nend }}"
    );
    LuaPlugin::from_source("essai.lua", &source, &ScriptOptions::default())?.transform("texte")
}

// ANCHOR: main
fn main() {
    for (attack, body) in ATTACKS {
        match run(body) {
            Ok(answer) => println!("{attack} : PASSE, et rend {answer:?}"),
            Err(error) => println!("{attack}\n  {}", error.diagnostic().message),
        }
    }
    println!(
        "et l'hôte travaille toujours : {:?}",
        run("return text:upper()").ok()
    );
}
// ANCHOR_END: main
