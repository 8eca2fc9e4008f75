//! Combien coûte un script : Rust, Rhai et Lua côte à côte.
//!
//! À lancer par `cargo bench -p ch-scripts-mesures --bench scripts`.

use std::hint::black_box;

use ch_contrat::{Compteur, Majuscules, Plugin, Typographie};
use ch_scripts::{LuaPlugin, ScriptOptions, ScriptPlugin, script_path};
use criterion::{Criterion, criterion_group, criterion_main};

const SHORT: &str = "L'hôte : « oui ! »";

/// Un script Rhai qui tient le contrat, avec ce corps.
fn rhai(body: &str) -> ScriptPlugin {
    let source =
        format!("fn name() {{ \"essai\" }} fn version() {{ \"1\" }} fn execute(text) {{ {body} }}");
    ScriptPlugin::from_source("essai.rhai", &source, &ScriptOptions::default()).unwrap()
}

/// Un script Lua qui tient le contrat, avec ce corps.
fn lua(body: &str) -> LuaPlugin {
    let source =
        format!("return {{ name = 'essai', version = '1', execute = function(text) {body} end }}");
    LuaPlugin::from_source("essai.lua", &source, &ScriptOptions::default()).unwrap()
}

/// Un module Rust, son jumeau en Rhai et son jumeau en Lua, sur le même texte.
fn modules(c: &mut Criterion) {
    let options = ScriptOptions::default();
    let long = SHORT.repeat(100);
    let modules: [(&str, Box<dyn Plugin>, &str); 3] = [
        ("majuscules", Box::new(Majuscules), SHORT),
        ("compteur", Box::new(Compteur), &long),
        ("typographie", Box::new(Typographie), &long),
    ];
    for (name, rust, text) in modules {
        let mut group = c.benchmark_group(name);
        let rhai = ScriptPlugin::load(&script_path(&format!("{name}.rhai")), &options).unwrap();
        let lua = LuaPlugin::load(&script_path(&format!("{name}.lua")), &options).unwrap();
        group.bench_function("rust", |b| {
            b.iter(|| rust.execute(black_box(text)).unwrap());
        });
        group.bench_function("rhai", |b| {
            b.iter(|| rhai.execute(black_box(text)).unwrap());
        });
        group.bench_function("lua", |b| b.iter(|| lua.execute(black_box(text)).unwrap()));
    }
}

/// Le prix d'un appel, d'une boucle, d'un chargement.
fn basics(c: &mut Criterion) {
    let options = ScriptOptions::default();
    let mut group = c.benchmark_group("echo");
    let (in_rhai, in_lua) = (rhai("text"), lua("return text"));
    group.bench_function("rust", |b| b.iter(|| black_box(SHORT).to_owned()));
    group.bench_function("rhai", |b| {
        b.iter(|| in_rhai.execute(black_box(SHORT)).unwrap());
    });
    group.bench_function("lua", |b| {
        b.iter(|| in_lua.execute(black_box(SHORT)).unwrap());
    });
    group.finish();

    let mut group = c.benchmark_group("boucle");
    let in_rhai = rhai("let n = 0; for i in 0..10000 { n += i; } `${n}`");
    let in_lua = lua("local n = 0 for i = 0, 9999 do n = n + i end return tostring(n)");
    group.bench_function("rust", |b| {
        b.iter(|| (0..10_000_u64).map(black_box).sum::<u64>().to_string());
    });
    group.bench_function("rhai", |b| {
        b.iter(|| in_rhai.execute(black_box(SHORT)).unwrap());
    });
    group.bench_function("lua", |b| {
        b.iter(|| in_lua.execute(black_box(SHORT)).unwrap());
    });
    group.finish();

    let mut group = c.benchmark_group("charger");
    let (rhai_path, lua_path) = (
        script_path("majuscules.rhai"),
        script_path("majuscules.lua"),
    );
    group.bench_function("rhai", |b| {
        b.iter(|| ScriptPlugin::load(&rhai_path, &options).unwrap());
    });
    group.bench_function("lua", |b| {
        b.iter(|| LuaPlugin::load(&lua_path, &options).unwrap());
    });
}

criterion_group!(benches, modules, basics);
criterion_main!(benches);
