//! Des modules écrits dans un langage de script : Rhai d'abord, Lua à côté.
//!
//! [`ScriptPlugin`] (Rhai) et [`LuaPlugin`] (Lua 5.4) tiennent le contrat du livre : un
//! texte entre, un texte sort. Un script est tenu pour hostile : il ne voit que ce que
//! l'hôte lui prête, et il s'arrête à ses [`Limits`]. [`HotScript`] remplace un script par
//! sa nouvelle version pendant que l'hôte tourne. [`source_text`] garde la version du texte
//! de départ, avec ses défauts, pour les montrer.
//!
//! Pour voir l'hôte à l'œuvre : `cargo run -p ch-scripts --example hote_rhai`.

#[cfg(not(any(feature = "lua", feature = "rhai")))]
compile_error!("ch-scripts ne connaît aucun langage : ajoutez la feature \"rhai\" ou \"lua\"");

// Ce que les deux langages partagent.
mod call;
mod characters;
mod diagnostic;
mod error;
mod journal;
mod limits;
mod source;

#[cfg(feature = "lua")]
mod lua;

#[cfg(feature = "rhai")]
mod reload;
#[cfg(feature = "rhai")]
mod script;
#[cfg(feature = "rhai")]
pub mod source_text;

pub use characters::{Characters, CharactersIter};
pub use diagnostic::Diagnostic;
pub use error::{Limit, ScriptError, ScriptErrorKind};
pub use journal::{Journal, MemoryJournal, NoJournal};
pub use limits::{Limits, ScriptOptions};

#[cfg(feature = "lua")]
pub use lua::LuaPlugin;

#[cfg(feature = "rhai")]
pub use reload::{HotScript, Reload};
#[cfg(feature = "rhai")]
pub use script::{ScriptPlugin, sandboxed_engine};

use std::path::PathBuf;

/// Le chemin d'un script du chapitre : `script_path("majuscules.rhai")`.
///
/// Les scripts de ce livre sont rangés dans `scripts/rhai` et `scripts/lua`, selon leur
/// extension.
pub fn script_path(file_name: &str) -> PathBuf {
    let language = file_name.rsplit('.').next().unwrap_or_default();
    ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR"))
        .join("scripts")
        .join(language)
        .join(file_name)
}
