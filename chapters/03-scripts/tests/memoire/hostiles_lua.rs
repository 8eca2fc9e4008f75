//! Des scripts Lua hostiles : chacun finit par une erreur précise, dans ses limites.

use std::path::Path;

use ch_scripts::{LuaPlugin, ScriptError};
use verifications::instantane;

use crate::compteur;
use crate::hostiles::{self, Attack};

/// Deux fois la limite de l'interprète, car agrandir un bloc tient un instant l'ancien et le
/// nouveau, et de quoi lire le fichier et porter l'erreur.
const MAX_MEMORY: usize = 36 * 1024 * 1024;

fn run(path: &Path) -> Result<String, ScriptError> {
    LuaPlugin::load(path, &hostiles::options())?.transform("texte")
}

/// Un module dont `body` est le corps de `execute`.
fn module(body: &str) -> Vec<u8> {
    format!("return {{ name = 'essai', version = '1', execute = function(text)\n{body}\nend }}\n")
        .into_bytes()
}

/// Les attaques qui tiennent dans le corps de `execute`.
const BODIES: [(&str, &str); 38] = [
    ("boucle while", "while true do end"),
    ("boucle repeat", "repeat until false"),
    ("boucle for", "for i = 1, 9223372036854775807 do end"),
    ("boucle goto", "::again:: goto again"),
    (
        "boucle sous pcall",
        "while true do pcall(function() while true do end end) end",
    ),
    (
        "boucle sous pcall de pcall",
        "while true do pcall(pcall, pcall, function() while true do end end) end",
    ),
    (
        "boucle dans un tri",
        "table.sort({ 3, 2, 1 }, function() while true do end end)",
    ),
    (
        "boucle sous pcall dans un tri",
        "table.sort({ 3, 2, 1 }, function() while true do pcall(function() while true do end end) end end)",
    ),
    (
        "boucle étouffée une fois",
        "pcall(function() while true do end end) return 'ok'",
    ),
    (
        "récursion",
        "local function f() return 1 + f() end return f()",
    ),
    (
        "récursion terminale",
        "local function f() return f() end return f()",
    ),
    (
        "récursion à deux",
        "local f, g function f() return 1 + g() end function g() return 1 + f() end return f()",
    ),
    (
        "récursion sous pcall",
        "local function f() pcall(f) return 1 + f() end return f()",
    ),
    (
        "récursion de pcall",
        "local function f() return pcall(f) end f() return 1 + nil",
    ),
    (
        "récursion par le tri",
        "local function f() table.sort({ 2, 1 }, f) return f() end return f()",
    ),
    (
        "chaîne doublée",
        "local s = 'x' while true do s = s .. s end",
    ),
    (
        "chaîne allongée",
        "local s = ('x'):rep(100000) while true do s = s .. 'x' end",
    ),
    ("chaîne par rep", "return ('x'):rep(1e9)"),
    (
        "chaîne par rep et séparateur",
        "return (''):rep(1e9, 'xyz')",
    ),
    ("rep à vide", "return (''):rep(1e18)"),
    ("rep fractionnaire géant", "return ('x'):rep(2.0 ^ 60)"),
    (
        "table sans fin",
        "local t = {} while true do t[#t + 1] = {} end",
    ),
    ("table emboîtée", "local t = {} while true do t = { t } end"),
    (
        "table par clés",
        "local t, i = {}, 0 while true do i = i + 1 t['k' .. i] = i end",
    ),
    (
        "table par insert",
        "local t = {} while true do table.insert(t, 1, 0) end",
    ),
    (
        "concat géant",
        "local s, t = ('x'):rep(200000), {} for i = 1, 1000 do t[i] = s end return table.concat(t)",
    ),
    (
        "format géant",
        "local s = ('x'):rep(200000) return string.format(('%s'):rep(200), table.unpack((function() local t = {} for i = 1, 200 do t[i] = s end return t end)()))",
    ),
    ("unpack géant", "return table.unpack({}, 1, 1e8)"),
    ("octets géants", "return (('x'):rep(200000)):byte(1, -1)"),
    (
        "tri de longues chaînes",
        "local s, t = ('x'):rep(200000), {} for i = 1, 20000 do t[i] = s end while true do table.sort(t) end",
    ),
    (
        "fermetures",
        "local t = {} while true do local x = t t = function() return x end end",
    ),
    (
        "arguments sans fin",
        "local function f(...) return f(1, ...) end return f()",
    ),
    ("notes sans fin", "while true do log('encore') end"),
    ("notes sous pcall", "while true do pcall(log, 'encore') end"),
    ("erreur géante", "error(('x'):rep(200000))"),
    ("erreur sans texte", "error(true)"),
    ("erreur nulle", "error(nil)"),
    ("texte qui n'est pas de l'UTF-8", "return '\\xff'"),
];

/// Les tentatives de sortie : chacune doit être refusée.
const ESCAPES: [(&str, &str); 20] = [
    ("io", "return io.open('/etc/passwd'):read('a')"),
    ("os", "return os.execute('true')"),
    ("require", "return require('os')"),
    ("package", "return package.path"),
    ("load", "return load('return 1')()"),
    ("dofile", "return dofile('/etc/passwd')"),
    ("loadfile", "return loadfile('/etc/passwd')"),
    ("string.dump", "return string.dump(function() end)"),
    (
        "string.dump par une méthode",
        "return ('x').dump(function() end)",
    ),
    (
        "motif coûteux",
        "return ('a'):rep(40):match(('a?'):rep(40) .. ('a'):rep(40))",
    ),
    ("gsub", "return ('x'):gsub('x', 'y')"),
    ("debug", "return debug.getregistry()"),
    ("coroutine", "return coroutine.wrap(function() end)()"),
    ("métatable des chaînes", "return getmetatable('').__index"),
    (
        "finaliseur",
        "setmetatable({}, { __gc = function() while true do end end })",
    ),
    (
        "métaméthode de longueur",
        "table.insert(setmetatable({}, { __len = function() return 1e15 end }), 1, 0)",
    ),
    ("table.move", "return table.move({}, 1, 1e15, 2)"),
    ("collectgarbage", "return collectgarbage('stop')"),
    ("table globale", "return _G._G"),
    (
        "xpcall",
        "return xpcall(error, function() while true do end end)",
    ),
];

/// Les fichiers qui attaquent l'analyseur.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let nested = |open: &str, close: &str, count: usize| {
        module(&format!(
            "return {}1{}",
            open.repeat(count),
            close.repeat(count)
        ))
    };
    let compiled = mlua::Lua::new()
        .load("return { name = 'x', version = '1', execute = function(t) return t end }")
        .into_function()
        .map(|function| function.dump(true))
        .expect("ce script est bien écrit");
    vec![
        ("parenthèses emboîtées", nested("(", ")", 20_000)),
        ("tables emboîtées", nested("{", "}", 20_000)),
        (
            "fonctions emboîtées",
            nested("function() return ", " end", 2_000),
        ),
        ("négations en chaîne", nested("not ", "", 10_000)),
        ("concaténations en chaîne", nested("'x'..", "", 10_000)),
        ("puissances en chaîne", nested("2^", "", 20_000)),
        (
            "blocs emboîtés",
            module(&format!("{}{}", "do ".repeat(8_000), "end ".repeat(8_000))),
        ),
        (
            "trop de variables locales",
            module(&"local x = 1 ".repeat(4_000)),
        ),
        (
            "nom énorme",
            module(&format!("return {}()", "x".repeat(50_000))),
        ),
        (
            "nombre énorme",
            module(&format!("return {}", "9".repeat(50_000))),
        ),
        ("fichier trop long", module(&"-- ".repeat(50_000))),
        ("fichier vide", Vec::new()),
        ("marque d'ordre seule", b"\xef\xbb\xbf".to_vec()),
        ("octet nul", b"return 1 \0".to_vec()),
        ("UTF-8 coupé", b"return '\xc3'".to_vec()),
        ("code compilé", compiled),
        ("code compilé en texte", b"\x1bLua\x54\x00".to_vec()),
        ("boucle au chargement", b"while true do end".to_vec()),
        (
            "bombe au chargement",
            b"local s = 'x' while true do s = s .. s end".to_vec(),
        ),
        ("pas de table", b"return 1".to_vec()),
        (
            "table incomplète",
            b"return { name = 'x', version = '1' }".to_vec(),
        ),
        (
            "nom qui n'est pas un texte",
            b"return { name = 1, version = '1', execute = function(t) return t end }".to_vec(),
        ),
    ]
}

#[test]
fn chaque_script_hostile_s_arrete_et_l_hote_sert_encore() {
    let _alone = compteur::alone();
    let bodies = BODIES
        .iter()
        .map(|(name, body)| (name.to_string(), module(body)));
    let escapes = ESCAPES
        .iter()
        .map(|(name, body)| (format!("sortie : {name}"), module(body)));
    let files = files()
        .into_iter()
        .map(|(name, file)| (format!("fichier : {name}"), file));
    let attacks: Vec<Attack> = bodies
        .chain(escapes)
        .chain(files)
        .map(|(name, file)| Attack { name, file })
        .collect();
    assert!(attacks.len() >= 40, "le corpus doit rester large");
    instantane!("lua", hostiles::run_all(attacks, "lua", MAX_MEMORY, run));
}

#[test]
fn le_meme_greffon_sert_encore_apres_une_attaque() {
    let _alone = compteur::alone();
    let script = module(
        "if text == 'boucle' then while true do end end
         if text == 'bombe' then local s = 'x' while true do s = s .. s end end
         if text == 'reserve' then kept = ('x'):rep(200000) for i = 1, 60 do kept = { kept, ('y'):rep(200000) .. i } end end
         return text:upper()",
    );
    let script = String::from_utf8(script).expect("du texte");
    let plugin = LuaPlugin::from_source("essai.lua", &script, &hostiles::options())
        .expect("ce script tient le contrat");
    for attack in ["boucle", "bombe", "reserve", "reserve", "bombe", "boucle"] {
        let _ = plugin.transform(attack);
        assert_eq!(
            plugin.transform("encore").ok().as_deref(),
            Some("ENCORE"),
            "après {attack}"
        );
    }
}
