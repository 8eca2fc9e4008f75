//! Le bac à sable de Lua : ce qu'un script peut atteindre, et rien d'autre.

use std::sync::Arc;

use mlua::{
    Function, HookTriggers, Lua, LuaOptions, LuaString, Result, StdLib, Table, Value, VmState,
};

use mlua::chunk::ChunkMode;

use crate::{Journal, Limit, Limits, call};

// ANCHOR: permis
/// Les fonctions de base qu'un script garde. Toutes les autres disparaissent.
const GLOBALS: [&str; 14] = [
    "_VERSION", "assert", "error", "ipairs", "next", "pairs", "pcall", "select", "tonumber",
    "tostring", "type", "string", "table", "utf8",
];

/// Dans les bibliothèques, ce qui reste. Les motifs (`find`, `match`, `gsub`) n'y sont pas :
/// un motif bien choisi occupe le processeur pendant des heures, en C, sans être compté.
const LIBRARIES: [(&str, &[&str]); 3] = [
    (
        "string",
        &[
            "byte", "char", "format", "len", "lower", "rep", "reverse", "sub", "upper",
        ],
    ),
    (
        "table",
        &["concat", "insert", "pack", "remove", "sort", "unpack"],
    ),
    (
        "utf8",
        &["char", "charpattern", "codepoint", "codes", "len", "offset"],
    ),
];
// ANCHOR_END: permis

/// Toutes les combien d'instructions Lua nous rend la main.
const CHECK_EVERY: u32 = 250;

// ANCHOR: machine
/// Un interprète Lua neuf, où rien n'est permis que ce que cette fonction accorde.
pub(super) fn sandboxed_lua(
    limits: &Limits,
    plugin: &str,
    journal: Arc<dyn Journal>,
) -> Result<Lua> {
    let libraries = StdLib::STRING | StdLib::TABLE | StdLib::UTF8;
    let lua = Lua::new_with(libraries, LuaOptions::default())?;
    run_prelude(&lua, limits)?;
    keep_only(&lua.globals(), &GLOBALS)?;
    for (name, allowed) in LIBRARIES {
        // La table elle-même, pas une copie : `("x"):find` passe par elle aussi.
        keep_only(&lua.globals().get::<Table>(name)?, allowed)?;
    }
    lend_host_functions(&lua, plugin, journal)?;
    count_instructions(&lua)?;
    lua.set_memory_limit(limits.memory_bytes)?;
    Ok(lua)
}
// ANCHOR_END: machine

fn run_prelude(lua: &Lua, limits: &Limits) -> Result<()> {
    let host = lua.create_table()?;
    host.set("string_bytes", limits.string_bytes)?;
    host.set(
        "check",
        lua.create_function(|_, ()| match call::stopped() {
            Some((limit, _)) => Err(stop(limit)),
            None => Ok(()),
        })?,
    )?;
    host.set(
        "too_big",
        lua.create_function(|lua, ()| -> Result<()> {
            let line = calling_line(lua, 2);
            Err(stop(call::stop(Limit::Data, line)))
        })?,
    )?;
    lua.load(include_str!("prelude.lua"))
        .set_name("=hôte")
        .call(host)
}

/// Retire de `table` tout ce qui n'est pas dans `allowed`.
fn keep_only(table: &Table, allowed: &[&str]) -> Result<()> {
    let names: Vec<String> = table
        .pairs::<String, Value>()
        .map(|entry| entry.map(|(name, _)| name))
        .collect::<Result<_>>()?;
    for name in names {
        if !allowed.contains(&name.as_str()) {
            table.raw_remove(name)?;
        }
    }
    Ok(())
}

// ANCHOR: compteur
/// Fait rendre la main à Lua régulièrement, pour compter et regarder l'heure.
fn count_instructions(lua: &Lua) -> Result<()> {
    let triggers = HookTriggers::new().every_nth_instruction(CHECK_EVERY);
    lua.set_global_hook(triggers, |_, debug| {
        match call::spend(CHECK_EVERY.into(), debug.current_line()) {
            Some(limit) => Err(stop(limit)),
            None => Ok(VmState::Continue),
        }
    })
}
// ANCHOR_END: compteur

/// L'erreur qui arrête un script.
fn stop(limit: Limit) -> mlua::Error {
    mlua::Error::runtime(limit.message())
}

/// La ligne de la fonction Lua qui est `level` niveaux au-dessus de la fonction de l'hôte.
fn calling_line(lua: &Lua, level: usize) -> Option<usize> {
    lua.inspect_stack(level, |debug| debug.current_line())
        .flatten()
}

// ANCHOR: prets
/// Prête au script `log`, `print` et la table `unicode`.
fn lend_host_functions(lua: &Lua, plugin: &str, journal: Arc<dyn Journal>) -> Result<()> {
    let plugin: Arc<str> = plugin.into();
    let log = lua.create_function(move |lua, message: LuaString| {
        if !call::take_note() {
            let line = calling_line(lua, 1);
            return Err(stop(call::stop(Limit::Notes, line)));
        }
        journal.note(&plugin, &call::clip(&message.to_string_lossy()));
        Ok(())
    })?;
    lua.globals().set("print", &log)?;
    lua.globals().set("log", log)?;

    let unicode = lua.create_table()?;
    unicode.set("is_whitespace", predicate(lua, char::is_whitespace)?)?;
    unicode.set("is_alphabetic", predicate(lua, char::is_alphabetic)?)?;
    unicode.set("is_alphanumeric", predicate(lua, char::is_alphanumeric)?)?;
    unicode.set(
        "to_uppercase",
        lua.create_function(|_, text: LuaString| Ok(text.to_str()?.to_uppercase()))?,
    )?;
    lua.globals().set("unicode", unicode)
}
// ANCHOR_END: prets

/// Une question sur le premier caractère d'un texte ; la réponse est non s'il est vide.
fn predicate(lua: &Lua, test: fn(char) -> bool) -> Result<Function> {
    lua.create_function(move |_, text: LuaString| {
        Ok(text.to_str()?.chars().next().is_some_and(test))
    })
}

/// Analyse `text` comme du texte : du code déjà compilé (*bytecode*) échapperait à toute
/// vérification et peut abattre l'interprète.
pub(super) fn parse(lua: &Lua, file: &str, text: &str) -> Result<Function> {
    lua.load(text)
        .set_name(format!("={file}"))
        .set_mode(ChunkMode::Text)
        .into_function()
}
