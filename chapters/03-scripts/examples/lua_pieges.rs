//! Ce que les protections habituelles de Lua laissent passer.
//!
//! À lancer par `cargo run -p ch-scripts --example lua_pieges`.

use std::error::Error;

use mlua::{HookTriggers, Lua, LuaOptions, StdLib, VmState};

// ANCHOR: compteur
/// Un compteur d'instructions comme on l'écrit d'abord : une erreur quand il est à zéro.
fn limited(lua: &Lua) -> mlua::Result<()> {
    let every = HookTriggers::new().every_nth_instruction(10_000);
    lua.set_hook(every, |_, _| -> mlua::Result<VmState> {
        Err(mlua::Error::runtime("trop d'instructions"))
    })
}
// ANCHOR_END: compteur

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    println!("1. Lua::new() ouvre la machine entière :");
    let lua = Lua::new();
    for name in ["os.execute", "os.remove", "io.open", "load"] {
        let known: bool = lua.load(format!("return {name} ~= nil")).eval()?;
        println!("   {name} : {}", if known { "présent" } else { "absent" });
    }

    println!("2. Un compteur d'instructions arrête une boucle :");
    let lua = Lua::new_with(StdLib::STRING, LuaOptions::default())?;
    limited(&lua)?;
    let stopped = lua.load("while true do end").exec();
    println!("   arrêtée : {}", stopped.is_err());

    println!("3. … mais pcall rattrape l'arrêt, et le script continue :");
    let caught: i64 = lua
        .load("local n = 0; for _ = 1, 5 do if not pcall(function() while true do end end) then n = n + 1 end end; return n")
        .eval()?;
    println!("   arrêts rattrapés : {caught}, et le script a fini comme il voulait");

    println!("4. Retirer une fonction d'une copie ne la retire pas :");
    let lua = Lua::new_with(StdLib::STRING, LuaOptions::default())?;
    lua.load("string = { upper = string.upper }").exec()?;
    let reached: bool = lua.load("return (\"x\").dump ~= nil").eval()?;
    println!("   string.dump par une méthode de chaîne : {reached}");

    println!("5. Une fonction écrite en C ne se compte pas :");
    let counted = |code: &str| -> mlua::Result<bool> {
        let lua = Lua::new_with(StdLib::STRING | StdLib::TABLE, LuaOptions::default())?;
        limited(&lua)?;
        Ok(lua.load(code).exec().is_err())
    };
    println!(
        "   un million de tours en Lua : arrêtés {}",
        counted("for _ = 1, 1000000 do end")?
    );
    println!(
        "   un million de tours dans string.rep : arrêtés {}",
        counted("string.rep('', 1000000)")?
    );
    println!(
        "   un million de copies par table.move : arrêtées {}",
        counted("table.move({}, 1, 1000000, 2)")?
    );
    println!(
        "   2^16 façons d'accorder un motif : arrêtées {}",
        counted("(('a'):rep(16)):find(('a?'):rep(16) .. ('a'):rep(16) .. 'b')")?
    );

    println!("6. Un finaliseur non plus :");
    let lua = Lua::new_with(StdLib::NONE, LuaOptions::default())?;
    limited(&lua)?;
    lua.load(
        "setmetatable({}, { __gc = function() for _ = 1, 1000000 do end finished = true end })",
    )
    .exec()?;
    lua.gc_collect()?;
    let finished: bool = lua.globals().get::<Option<bool>>("finished")?.is_some();
    println!("   un million de tours dans __gc : finis {finished}");
    Ok(())
}
// ANCHOR_END: main
