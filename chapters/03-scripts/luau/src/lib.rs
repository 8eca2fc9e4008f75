//! Le bac à sable de Luau : ce que mlua offre tout fait, et les limites à y ajouter.
//!
//! Ses preuves sont dans `tests/bac_a_sable.rs` :
//! `cargo test --manifest-path chapters/03-scripts/luau/Cargo.toml`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use mlua::{Error, Lua, LuaOptions, Result, StdLib, VmState};

// ANCHOR: luau
/// Un interprète Luau dans son bac à sable, arrêté après `checks` interruptions.
///
/// Rend aussi le compte des interruptions.
///
/// # Errors
///
/// Si l'interprète ne se prépare pas.
pub fn sandboxed(checks: u64, memory_bytes: usize) -> Result<(Lua, Arc<AtomicU64>)> {
    let libraries = StdLib::STRING | StdLib::TABLE | StdLib::UTF8;
    let lua = Lua::new_with(libraries, LuaOptions::default())?;
    // mlua l'ajoute toujours, et elle lit des fichiers.
    lua.globals().raw_remove("require")?;
    lua.sandbox(true)?;
    let count = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&count);
    lua.set_interrupt(move |_| {
        // Une fois le compte dépassé, chaque interruption est une erreur : `pcall` en étouffe
        // une, et la suivante l'attend au tour de boucle.
        if counter.fetch_add(1, Ordering::Relaxed) < checks {
            Ok(VmState::Continue)
        } else {
            Err(Error::runtime("trop d'opérations"))
        }
    });
    lua.set_memory_limit(memory_bytes)?;
    Ok((lua, count))
}
// ANCHOR_END: luau
