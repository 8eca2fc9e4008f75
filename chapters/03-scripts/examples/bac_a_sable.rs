//! Des scripts hostiles, et la limite qui arrête chacun.
//!
//! À lancer par `cargo run -p ch-scripts --example bac_a_sable`.

use ch_scripts::{ScriptError, ScriptOptions, ScriptPlugin};

// ANCHOR: scripts
const ATTACKS: [(&str, &str); 10] = [
    ("une boucle sans fin", "while true {}"),
    ("une récursion sans fin", "execute(text)"),
    ("une bombe de chaîne", r#"let s = "x"; loop { s += s; }"#),
    (
        "une bombe par replace",
        r#"let s = "x"; s.pad(65536, 'x'); s.replace("x", s); s"#,
    ),
    ("un tableau sans fin", "let a = []; loop { a.push(1); }"),
    (
        "un dictionnaire sans fin",
        "let m = #{}; loop { m[`k${m.len()}`] = 1; }",
    ),
    ("un import", r#"import "/etc/passwd" as p; p::x"#),
    ("un eval", r#"eval("1 + 1")"#),
    (
        "une capture",
        r#"let f = Fn("name"); loop { f = f.curry(f); }"#,
    ),
    ("trop de notes", r#"loop { log("encore"); }"#),
];
// ANCHOR_END: scripts

/// Un module complet autour du corps de sa fonction `execute`.
fn module(body: &str) -> String {
    format!(
        "fn name() {{ \"essai\" }}\nfn version() {{ \"1\" }}\nfn execute(text) {{\n    {body}\n}}\n"
    )
}

fn run(body: &str) -> Result<String, ScriptError> {
    ScriptPlugin::from_source("essai.rhai", &module(body), &ScriptOptions::default())?
        .transform("texte")
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
        run("text.to_upper()").ok()
    );
}
// ANCHOR_END: main
