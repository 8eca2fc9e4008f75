//! Solution : un module en Lua dans un bac à sable.
//!
//! Lua compte les instructions et la mémoire ; il reste à retirer ce qui échappe à ces
//! comptes, et à empêcher `pcall` d'étouffer l'arrêt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use mlua::chunk::ChunkMode;
use mlua::{Error, Function, HookTriggers, Lua, LuaOptions, Result, StdLib, Table, Value, VmState};

/// La mémoire que l'interprète peut prendre, en octets.
pub const MEMORY: usize = 8 * 1024 * 1024;
/// Les instructions permises par appel.
pub const INSTRUCTIONS: u64 = 1_000_000;

/// Les fonctions qu'un script garde.
pub const ALLOWED: [(&str, &[&str]); 3] = [
    (
        "_G",
        &[
            "assert", "error", "ipairs", "next", "pairs", "pcall", "select", "string", "table",
            "tonumber", "tostring", "type",
        ],
    ),
    (
        "string",
        &[
            "byte", "char", "format", "len", "lower", "reverse", "sub", "upper",
        ],
    ),
    ("table", &["concat", "insert", "remove", "unpack"]),
];

/// Un module écrit en Lua.
#[derive(Debug)]
pub struct LuaPlugin {
    name: String,
    execute: Function,
    budget: Arc<Budget>,
    // Une fonction ne garde pas son interprète en vie : c'est à nous de le tenir.
    _lua: Lua,
}

/// Ce qui reste à un appel.
#[derive(Debug, Default)]
pub struct Budget {
    left: AtomicU64,
    exhausted: AtomicBool,
}

impl LuaPlugin {
    /// Charge un script, qui rend une table : `name`, une chaîne, et `execute`, une fonction.
    ///
    /// # Errors
    ///
    /// Si le script est mal écrit, échoue, dépasse une limite ou ne rend pas cette table.
    pub fn load(script: &[u8]) -> Result<Self> {
        let budget = Arc::new(Budget::default());
        let lua = sandbox(&budget)?;
        budget.refill();
        let contract: Table = lua
            .load(script)
            .set_name("=script")
            .set_mode(ChunkMode::Text)
            .call(())?;
        Ok(Self {
            name: contract.raw_get("name")?,
            execute: contract.raw_get("execute")?,
            budget,
            _lua: lua,
        })
    }

    /// Le nom du module.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Fait traiter un texte par le script.
    ///
    /// # Errors
    ///
    /// Si le script échoue ou dépasse une limite.
    pub fn execute(&self, text: &str) -> Result<String> {
        self.budget.refill();
        self.execute.call(text)
    }
}

impl Budget {
    /// Rend à un appel tout son budget.
    pub fn refill(&self) {
        self.left.store(INSTRUCTIONS, Ordering::Relaxed);
        self.exhausted.store(false, Ordering::Relaxed);
    }

    /// Retire des instructions au budget ; une erreur s'il est épuisé.
    pub fn spend(&self, instructions: u64) -> Result<VmState> {
        let left = self.left.load(Ordering::Relaxed);
        self.left
            .store(left.saturating_sub(instructions), Ordering::Relaxed);
        if left < instructions {
            self.exhausted.store(true, Ordering::Relaxed);
        }
        self.check().map(|()| VmState::Continue)
    }

    /// Une erreur si le budget est épuisé.
    pub fn check(&self) -> Result<()> {
        if self.exhausted.load(Ordering::Relaxed) {
            return Err(Error::runtime("trop d'instructions"));
        }
        Ok(())
    }
}

/// Un interprète qui ne peut rien atteindre d'autre que [`ALLOWED`].
// ANCHOR: bac
fn sandbox(budget: &Arc<Budget>) -> Result<Lua> {
    // Mutant équivalent : `^` au lieu de `|`, les deux bibliothèques n'ayant aucun bit en commun.
    let lua = Lua::new_with(StdLib::STRING | StdLib::TABLE, LuaOptions::default())?;
    replace_pcall(&lua, budget)?;
    for (library, allowed) in ALLOWED {
        keep_only(&lua.globals().get(library)?, allowed)?;
    }
    let hooked = Arc::clone(budget);
    let every = HookTriggers::new().every_nth_instruction(1_000);
    lua.set_hook(every, move |_, _| hooked.spend(1_000))?;
    lua.set_memory_limit(MEMORY)?;
    Ok(lua)
}
// ANCHOR_END: bac

/// Retire de la table elle-même : une copie laisserait passer `("x"):rep(n)`.
fn keep_only(table: &Table, allowed: &[&str]) -> Result<()> {
    let entries: Vec<(String, Value)> = table.pairs().collect::<Result<_>>()?;
    for (name, _) in entries {
        if !allowed.contains(&name.as_str()) {
            table.raw_remove(name)?;
        }
    }
    Ok(())
}

/// Remplace `pcall` : quand le budget est épuisé, l'erreur repart au lieu d'être rendue.
// ANCHOR: pcall
fn replace_pcall(lua: &Lua, budget: &Arc<Budget>) -> Result<()> {
    let budget = Arc::clone(budget);
    let check = lua.create_function(move |_, ()| budget.check())?;
    lua.load(
        "local check, raw_pcall = ...
        local function finish(...) check() return ... end
        function pcall(f, ...) return finish(raw_pcall(f, ...)) end",
    )
    .call((check, lua.globals().get::<Function>("pcall")?))
}
// ANCHOR_END: pcall
