//! Ce qu'un script peut atteindre, énuméré : rien d'autre que ce que la page du livre liste.

use std::collections::BTreeSet;
use std::sync::Arc;

use ch_scripts::{Limits, LuaPlugin, NoJournal, ScriptOptions, sandboxed_engine};
use verifications::instantane;

/// Toutes les fonctions d'un moteur Rhai : leur nom et leurs paramètres.
fn forms_in_rhai() -> BTreeSet<String> {
    let engine = sandboxed_engine(&Limits::default(), "essai", Arc::new(NoJournal));
    forms(&engine)
}

fn forms(engine: &rhai::Engine) -> BTreeSet<String> {
    let signatures = engine.gen_fn_signatures(true);
    let form = |signature: &String| match signature.split_once(" ->") {
        Some((form, _)) => form.to_owned(),
        None => signature.clone(),
    };
    signatures.iter().map(form).collect()
}

/// Les noms seuls, un par ligne.
fn reachable_in_rhai() -> String {
    let name = |form: &String| form.split('(').next().unwrap_or_default().to_owned();
    let names: BTreeSet<String> = forms_in_rhai().iter().map(name).collect();
    names.into_iter().collect::<Vec<_>>().join("\n")
}

#[test]
fn un_script_rhai_n_atteint_que_ces_fonctions() {
    instantane!("rhai", columns(&reachable_in_rhai()));
}

#[test]
fn un_nom_connu_ne_cache_pas_une_forme_de_plus() {
    let forms: Vec<String> = forms_in_rhai().into_iter().collect();
    instantane!("rhai_formes", forms.join("\n"));
}

#[test]
fn l_enumeration_voit_une_fonction_de_plus() {
    let expected = forms_in_rhai();
    let mut engine = sandboxed_engine(&Limits::default(), "essai", Arc::new(NoJournal));
    engine.register_fn("open_file", |path: &str| path.to_owned());
    engine.register_fn("replace", |path: &str| path.to_owned());
    let mut module = rhai::Module::new();
    module.set_native_fn("read", |path: &str| Ok(path.to_owned()));
    engine.register_static_module("fs", module.into());
    let found = forms(&engine);
    let added: Vec<&str> = found.difference(&expected).map(String::as_str).collect();
    assert_eq!(added.len(), 3, "{added:?}");
}

/// Les mots du langage qui se comportent comme des fonctions, et un script qui emploie chacun.
const KEYWORDS: [(&str, &str); 13] = [
    ("print", "print(1)"),
    ("debug", "debug(1)"),
    ("type_of", "type_of(1)"),
    ("Fn", "Fn(\"f\")"),
    ("call", "Fn(\"f\").call()"),
    ("is_def_fn", "is_def_fn(\"f\", 0)"),
    ("is_def_var", "is_def_var(\"x\")"),
    ("is_shared", "let x = 1; is_shared(x)"),
    ("curry", "Fn(\"f\").curry(1)"),
    ("eval", "eval(\"1\")"),
    ("import", "import \"x\" as x;"),
    ("export", "export const X = 1;"),
    ("||", "|| 1"),
];

#[test]
fn le_langage_ne_garde_que_ces_mots() {
    let engine = sandboxed_engine(&Limits::default(), "essai", Arc::new(NoJournal));
    let allowed: Vec<&str> = KEYWORDS
        .into_iter()
        .filter(|(_, script)| engine.run(&format!("fn f() {{ 1 }} {script}")).is_ok())
        .map(|(word, _)| word)
        .collect();
    let page = [
        "print",
        "debug",
        "type_of",
        "Fn",
        "call",
        "is_def_fn",
        "is_def_var",
        "is_shared",
    ];
    assert_eq!(allowed, page);
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
