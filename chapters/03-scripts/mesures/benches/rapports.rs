//! Ce que notre hôte ajoute à un appel nu, et ce que coûte l'analyse à chaque appel.
//!
//! À lancer par `cargo bench -q -p ch-scripts-mesures --bench rapports`.
//!
//! On cherche des écarts de quelques centièmes : mesurées l'une après l'autre, deux façons
//! verraient deux humeurs de la machine. Elles passent donc tour à tour, par petites séries, et
//! chacune garde la plus courte des siennes.
//!
//! L'ordre où l'éditeur de liens range le code compte pour quelques centièmes. `rapports.md` donne
//! donc la médiane et l'étendue de six liens, chacun dans un ordre tiré au sort : pour N de 1 à 6,
//! `cargo rustc --profile bench -p ch-scripts-mesures --bench rapports -- -C
//! link-arg=-Wl,--shuffle-sections=*=N`, puis le programme obtenu (il faut l'éditeur de liens lld).

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use ch_contrat::Plugin;
use ch_scripts::{
    Characters, Limits, NoJournal, ScriptOptions, ScriptPlugin, sandboxed_engine, script_path,
};
use ch_scripts_mesures::{decimal, time};
use rhai::{AST, CallFnOptions, Engine, Module, Scope};

/// Le plus petit script qui tient le contrat.
const ECHO: &str = r#"fn name() { "echo" } fn version() { "1" } fn execute(text) { text }"#;
const GREETING: &str = "Bonjour à tous";

/// Une façon de faire le travail.
type Way<'a> = Box<dyn FnMut() -> String + 'a>;

fn main() {
    let kibibyte = "L'hôte dit : « oui ! » ".repeat(39);
    let (upper, typography) = (read("majuscules.rhai"), read("typographie.rhai"));
    println!(
        "| `execute` en Rhai | `call_fn`, sans limites | `call_fn`, moteur borné | notre hôte |"
    );
    println!("|---|--:|--:|--:|");
    compare("rendre le texte, 14 caractères", ECHO, GREETING, 200);
    compare("majuscules, 14 caractères", &upper, GREETING, 100);
    compare("majuscules, 1 Kio", &upper, &kibibyte, 20);
    compare("typographie, 1 Kio", &typography, &kibibyte, 1);
    println!();
    parse_each_call(&upper);
}

// ANCHOR: hote
/// Le même script par trois chemins : `call_fn` dans un moteur sans limites, `call_fn` dans
/// notre moteur, notre hôte.
fn compare(title: &str, script: &str, text: &str, calls: u32) {
    let (free, bounded) = (bare_engine(script), bounded_engine());
    let free_ast = free.compile(script).expect("un script bien écrit");
    let bounded_ast = bounded.compile(script).expect("un script bien écrit");
    let plugin = ScriptPlugin::from_source("banc.rhai", script, &ScriptOptions::default())
        .expect("ce script tient le contrat");
    let [free, bounded, host] = shortest(
        [
            Box::new(|| call(&free, &free_ast, black_box(text))),
            Box::new(|| call(&bounded, &bounded_ast, black_box(text))),
            Box::new(|| plugin.execute(black_box(text)).expect("un texte")),
        ],
        calls,
    );
    println!(
        "| {title} | {} | {} (× {}) | {} (× {}) |",
        time(free),
        time(bounded),
        decimal(bounded / free, 2),
        time(host),
        decimal(host / free, 2),
    );
}

/// L'appel nu d'un script déjà analysé.
fn call(engine: &Engine, ast: &AST, text: &str) -> String {
    let options = CallFnOptions::new().eval_ast(false);
    let arguments = (text.to_owned(),);
    engine
        .call_fn_with_options(options, &mut Scope::new(), ast, "execute", arguments)
        .expect("un texte")
}
// ANCHOR_END: hote

/// La façon du texte de départ : analyser à chaque appel.
fn parse_each_call(script: &str) {
    let engine = Engine::new();
    let naive = format!("{script}\nexecute(\"{GREETING}\")");
    let plugin = ScriptPlugin::from_source("banc.rhai", script, &ScriptOptions::default())
        .expect("ce script tient le contrat");
    let [parsed, host] = shortest(
        [
            Box::new(|| engine.eval(black_box(&naive)).expect("un texte")),
            Box::new(|| plugin.execute(black_box(GREETING)).expect("un texte")),
        ],
        10,
    );
    println!(
        "Analyser majuscules à chaque appel, comme le texte de départ : {} pour 14 caractères, \
         {} fois le temps de notre hôte.",
        time(parsed),
        decimal(parsed / host, 0),
    );
}

/// La plus courte durée d'un appel de chaque façon, en nanosecondes, sur des séries de
/// `calls` appels prises à tour de rôle.
fn shortest<const N: usize>(mut ways: [Way<'_>; N], calls: u32) -> [f64; N] {
    let mut best = [f64::INFINITY; N];
    for _ in 0..400 {
        for (way, best) in ways.iter_mut().zip(&mut best) {
            let start = Instant::now();
            for _ in 0..calls {
                black_box(way());
            }
            *best = best.min(start.elapsed().as_nanos() as f64 / f64::from(calls));
        }
    }
    best
}

fn read(script: &str) -> String {
    std::fs::read_to_string(script_path(script)).expect("un script du chapitre")
}

fn bounded_engine() -> Engine {
    sandboxed_engine(&Limits::default(), "banc", Arc::new(NoJournal))
}

/// Un moteur ordinaire, sans limites ; s'il le faut, avec le module que notre hôte prête.
fn bare_engine(script: &str) -> Engine {
    let mut engine = Engine::new();
    if !script.contains("unicode::") {
        return engine;
    }
    engine
        .register_iterator::<Characters>()
        .register_get("len", |text: &mut Characters| text.len())
        .register_indexer_get(|text: &mut Characters, i: i64| text.get(i).expect("un caractère"));
    let mut unicode = Module::new();
    unicode.set_native_fn("characters", |text: &str| Ok(Characters::of(text)));
    unicode.set_native_fn("is_whitespace", |c: char| Ok(c.is_whitespace()));
    unicode.set_native_fn("is_alphabetic", |c: char| Ok(c.is_alphabetic()));
    unicode.set_native_fn("is_alphanumeric", |c: char| Ok(c.is_alphanumeric()));
    engine.register_static_module("unicode", unicode.into());
    engine
}
