//! Des scripts Rhai hostiles : chacun finit par une erreur précise, dans ses limites.

use std::path::Path;

use ch_scripts::{ScriptError, ScriptPlugin};
use verifications::instantane;

use crate::compteur;
use crate::hostiles::{self, Attack};

/// Le produit des limites, 16 appels de 32 variables de 256 Kio, est de 128 Mio. La page dit que
/// la plus gourmande des attaques en prend moins du quart.
const MAX_MEMORY: usize = 32 * 1024 * 1024;

fn run(path: &Path) -> Result<String, ScriptError> {
    ScriptPlugin::load(path, &hostiles::options())?.transform("texte")
}

/// Un module dont `body` est le corps de `execute`, suivi d'autres fonctions.
fn module(body: &str, functions: &str) -> Vec<u8> {
    format!(
        "fn name() {{ \"essai\" }} fn version() {{ \"1\" }}\nfn execute(text) {{\n{body}\n}}\n{functions}"
    )
    .into_bytes()
}

/// Les attaques qui tiennent dans le corps d'une fonction, et les fonctions qu'elles appellent.
const BODIES: [(&str, &str, &str); 43] = [
    ("boucle while", "while true {}", ""),
    ("boucle loop", "loop {}", ""),
    (
        "boucle for sur un intervalle",
        "for i in 0..9223372036854775807 { i + 1; }",
        "",
    ),
    (
        "boucle for à pas flottant",
        "for x in range(0.0, 1.0e300, 0.5) {}",
        "",
    ),
    ("boucle do until", "do {} until false", ""),
    (
        "boucle protégée par try",
        "loop { try { loop {} } catch {} }",
        "",
    ),
    ("récursion", "f(0)", "fn f(n) { f(n + 1) }"),
    (
        "récursion à deux",
        "f(0)",
        "fn f(n) { g(n) } fn g(n) { f(n) }",
    ),
    (
        "récursion protégée par try",
        "f()",
        "fn f() { try { f() } catch { f() } }",
    ),
    (
        "récursion par pointeur",
        "let f = Fn(\"f\"); f.call(f)",
        "fn f(g) { g.call(g) }",
    ),
    (
        "récursion dans une expression",
        "f(1)",
        "fn f(n) { [1, [2, [3, f(n) + 1]]] }",
    ),
    ("chaîne doublée", "let s = \"x\"; loop { s += s; }", ""),
    (
        "chaîne concaténée",
        "let s = \"x\"; loop { s = s + s; }",
        "",
    ),
    (
        "chaîne interpolée",
        "let s = \"x\"; loop { s = `${s}${s}`; }",
        "",
    ),
    (
        "chaîne complétée",
        "let s = \"\"; s.pad(2000000000, 'x'); s",
        "",
    ),
    (
        "chaîne complétée par une chaîne",
        "let s = \"\"; s.pad(2000000000, \"xyz\"); s",
        "",
    ),
    (
        "chaîne par replace",
        "let s = \"x\"; while s.bytes < 131072 { s += s; } s.replace(\"x\", s); s",
        "",
    ),
    (
        "chaîne par replace d'un caractère",
        "let s = \"x\"; while s.bytes < 131072 { s += s; } s.replace('x', s); s",
        "",
    ),
    (
        "chaîne dans une propriété",
        "let m = #{s: \"x\"}; loop { m.s += m.s; }",
        "",
    ),
    (
        "chaîne dans un tableau",
        "let a = [\"x\"]; loop { a[0] += a[0]; }",
        "",
    ),
    (
        "chaîne coupée en morceaux",
        "let s = \"x\"; while s.bytes < 131072 { s += s; } s.split(\"\"); s",
        "",
    ),
    ("tableau poussé", "let a = []; loop { a.push(1); }", ""),
    ("tableau doublé", "let a = [1]; loop { a += a; }", ""),
    (
        "tableau complété",
        "let a = []; a.pad(2000000000, 0); a",
        "",
    ),
    (
        "tableau de chaînes",
        "let s = \"x\"; while s.bytes < 131072 { s += s; } let a = []; loop { a.push(s + a.len()); }",
        "",
    ),
    ("tableau emboîté", "let a = []; loop { a = [a]; }", ""),
    (
        "tableau emboîté puis écrit",
        "let a = []; for i in 0..900 { a = [a]; } print(a); `${a}`.len",
        "",
    ),
    (
        "tableau emboîté puis comparé",
        "let a = []; for i in 0..900 { a = [a]; } a == a",
        "",
    ),
    (
        "tableau emboîté puis cherché",
        "let a = []; for i in 0..900 { a = [a]; } [a].contains(a)",
        "",
    ),
    (
        "tableau trié par une boucle",
        "let a = [2, 1]; a.sort(Fn(\"f\")); a",
        "fn f(a, b) { loop {} }",
    ),
    (
        "dictionnaire par indice",
        "let m = #{}; let i = 0; loop { m[`k${i}`] = i; i += 1; }",
        "",
    ),
    (
        "dictionnaire emboîté",
        "let m = #{}; loop { m = #{m: m}; }",
        "",
    ),
    (
        "tableau dans lui-même",
        "let x = [1]; loop { x[0] = x; }",
        "",
    ),
    (
        "dictionnaire dans lui-même",
        "let m = #{}; loop { m.a = m; }",
        "",
    ),
    (
        "dictionnaire emboîté puis écrit",
        "let m = #{}; for i in 0..240 { m = #{m: m}; } `${m}`.len",
        "",
    ),
    (
        "dictionnaire emboîté en JSON",
        "let m = #{}; for i in 0..240 { m = #{m: m}; } m.to_json()",
        "",
    ),
    (
        "tableaux et dictionnaires emboîtés",
        "let a = []; for i in 0..240 { a = [#{a: a}, [[a.len()]]]; } `${a}`.len",
        "",
    ),
    ("fermeture", "let x = 1; let f = || x; f.call()", ""),
    (
        "pointeur qui se capture",
        "let f = Fn(\"f\"); loop { f = f.curry(f); }",
        "fn f(a) { a }",
    ),
    (
        "mémoire retenue par la récursion",
        "f(0)",
        "fn f(n) { let s = \"x\"; while s.bytes < 131072 { s += s; } let a = s + s; let b = s + s; let c = s + s; let d = s + s; f(n + 1) + a.bytes + b.bytes + c.bytes + d.bytes }",
    ),
    ("notes sans fin", "loop { log(\"encore\"); }", ""),
    ("nombre qui déborde", "let n = 1; loop { n *= 2; }", ""),
    ("division par zéro", "1 / (text.len - 5)", ""),
];

/// Les tentatives de sortie : chacune doit être refusée.
const ESCAPES: [(&str, &str); 14] = [
    ("eval", "eval(\"40 + 2\")"),
    ("import d'un fichier", "import \"/etc/passwd\" as m; m::x"),
    ("import calculé", "import \"a\" + \"b\" as m; 1"),
    ("dormir", "sleep(3600)"),
    ("quitter", "exit(0)"),
    ("l'heure", "timestamp()"),
    ("lire du JSON", "parse_json(\"{}\")"),
    ("fonctions connues", "get_fn_metadata_list()"),
    ("appeler eval par son nom", "Fn(\"eval\").call(\"1\")"),
    (
        "appeler une fonction absente",
        "Fn(\"open_file\").call(\"/etc/passwd\")",
    ),
    ("variable de l'hôte", "global::SECRET"),
    ("module inconnu", "std::fs::read(\"/etc/passwd\")"),
    ("this sans objet", "this.x"),
    (
        "indice d'un caractère absent",
        "unicode::characters(text)[9223372036854775807]",
    ),
];

/// Les fichiers qui attaquent l'analyseur.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let nested = |open: &str, close: &str, count: usize| {
        module(
            &format!("{}1{}", open.repeat(count), close.repeat(count)),
            "",
        )
    };
    vec![
        ("parenthèses emboîtées", nested("(", ")", 10_000)),
        ("tableaux emboîtés", nested("[", "]", 10_000)),
        ("blocs emboîtés", nested("{", "}", 10_000)),
        ("négations en chaîne", nested("!", "", 20_000)),
        ("conditions emboîtées", nested("if true {", "}", 5_000)),
        ("additions en chaîne", nested("1+", "", 20_000)),
        ("appels en chaîne", nested("f(", ")", 10_000)),
        (
            "méthodes en chaîne",
            module(&format!("text{}", ".trim()".repeat(5_000)), ""),
        ),
        ("textes imbriqués", nested("`${", "}`", 5_000)),
        ("commentaires emboîtés", module(&"/*".repeat(20_000), "")),
        (
            "chaîne énorme",
            module(&format!("\"{}\"", "x".repeat(300_000)), ""),
        ),
        ("nombre énorme", module(&"9".repeat(50_000), "")),
        ("nom énorme", module(&"x".repeat(50_000), "")),
        (
            "trop de fonctions",
            module(
                "1",
                &(0..2_000)
                    .map(|i| format!("fn f{i}() {{}}\n"))
                    .collect::<String>(),
            ),
        ),
        (
            "trop de variables",
            module(
                &(0..500)
                    .map(|i| format!("let v{i} = {i};"))
                    .collect::<String>(),
                "",
            ),
        ),
        ("fichier trop long", module("text", &"// ".repeat(50_000))),
        ("fichier vide", Vec::new()),
        ("marque d'ordre seule", b"\xef\xbb\xbf".to_vec()),
        ("octet nul", b"fn execute(text) { text }\0".to_vec()),
        ("UTF-8 coupé", b"fn execute(text) { \"\xc3\" }".to_vec()),
        ("UTF-16", b"\xff\xfef\0n\0".to_vec()),
        ("pas de fin", b"fn execute(text) {".to_vec()),
        ("guillemet seul", b"fn execute(text) { \" }".to_vec()),
        (
            "fonction privée",
            b"fn name() { \"x\" } fn version() { \"1\" } private fn execute(text) { text }"
                .to_vec(),
        ),
        (
            "nom sans fin",
            b"fn name() { loop {} } fn version() { \"1\" } fn execute(text) { text }".to_vec(),
        ),
        (
            "nom sur deux lignes",
            b"fn name() { \"a\\nb\" } fn version() { \"1\" } fn execute(text) { text }".to_vec(),
        ),
    ]
}

#[test]
fn chaque_script_hostile_s_arrete_et_l_hote_sert_encore() {
    let _alone = compteur::alone();
    let bodies = BODIES
        .iter()
        .map(|(name, body, functions)| (name.to_string(), module(body, functions)));
    let escapes = ESCAPES
        .iter()
        .map(|(name, body)| (format!("sortie : {name}"), module(body, "")));
    let files = files()
        .into_iter()
        .map(|(name, file)| (format!("fichier : {name}"), file));
    let attacks: Vec<Attack> = bodies
        .chain(escapes)
        .chain(files)
        .map(|(name, file)| Attack { name, file })
        .collect();
    assert!(attacks.len() >= 40, "le corpus doit rester large");
    instantane!("rhai", hostiles::run_all(attacks, "rhai", MAX_MEMORY, run));
}
