//! Ce qu'un script peut atteindre, énuméré : rien d'autre que ce que la page du livre liste.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ch_scripts::{Limits, LuaPlugin, NoJournal, ScriptOptions, sandboxed_engine};
use verifications::instantane;

/// Les noms d'un moteur Rhai, avec le nombre de leurs formes : les opérateurs à part.
fn reachable_in_rhai() -> String {
    let engine = sandboxed_engine(&Limits::default(), "essai", Arc::new(NoJournal));
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for signature in engine.gen_fn_signatures(true) {
        let (name, rest) = signature.split_once('(').unwrap_or((&signature, ""));
        let shape = rest.split(") ->").next().unwrap_or_default();
        names
            .entry(name.to_owned())
            .or_default()
            .insert(shape.to_owned());
    }
    names.into_keys().collect::<Vec<_>>().join("\n")
}

#[test]
fn un_script_rhai_n_atteint_que_ces_fonctions() {
    instantane!("rhai", columns(&reachable_in_rhai()));
}

/// Les mêmes noms, plusieurs par ligne : le livre montre cette liste.
fn columns(names: &str) -> String {
    let mut lines = vec![String::new()];
    for name in names.lines() {
        let line = lines.last_mut().expect("il y a toujours une ligne");
        if line.is_empty() {
            line.push_str(name);
        } else if line.len() + name.len() < 76 {
            *line += &format!(" {name}");
        } else {
            lines.push(name.to_owned());
        }
    }
    lines.join("\n")
}

#[test]
fn rien_de_dangereux_n_est_dans_la_liste() {
    let names = reachable_in_rhai();
    let forbidden = [
        "eval",
        "import",
        "sleep",
        "exit",
        "timestamp",
        "parse_json",
        "rand",
        "open_file",
        "get_fn_metadata_list",
        "curry",
        "blob",
    ];
    for name in forbidden {
        assert!(
            names.lines().all(|line| line != name),
            "« {name} » est atteignable"
        );
    }
}

/// Un script qui nomme tout ce qu'il atteint, en suivant les tables.
const WALK: &str = r#"
local names, seen = {}, {}
local function walk(prefix, value)
  table.insert(names, prefix .. " : " .. type(value))
  if type(value) == "table" and not seen[value] then
    seen[value] = true
    for name, inner in pairs(value) do walk(prefix .. "." .. tostring(name), inner) end
  end
end
for name, value in pairs(_ENV) do walk(name, value) end
-- Par les chaînes aussi : leurs méthodes passent par une table qu'on ne voit pas.
for _, method in ipairs({ "byte", "char", "dump", "find", "format", "gmatch", "gsub", "len", "lower",
  "match", "pack", "packsize", "rep", "reverse", "sub", "unpack", "upper" }) do
  if (""):len() == 0 and (("")[method]) ~= nil then table.insert(names, "('')." .. method) end
end
table.sort(names)
return { name = "x", version = "1", execute = function() return table.concat(names, "\n") end }
"#;

#[test]
fn un_script_lua_n_atteint_que_ces_noms() {
    let plugin = LuaPlugin::from_source("essai.lua", WALK, &ScriptOptions::default())
        .unwrap_or_else(|error| panic!("{error}"));
    let names = plugin
        .transform("")
        .unwrap_or_else(|error| panic!("{error}"));
    instantane!("lua", names);
}

#[test]
fn la_profondeur_par_defaut_de_rhai_depend_du_mode() {
    let engine = rhai::Engine::new();
    let (calls, expressions) = if cfg!(debug_assertions) {
        (8, 16)
    } else {
        (64, 32)
    };
    assert_eq!(engine.max_call_levels(), calls);
    assert_eq!(engine.max_function_expr_depth(), expressions);
}
