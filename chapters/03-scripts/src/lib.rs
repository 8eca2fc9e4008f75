//! Des modules écrits dans un langage de script : Rhai d'abord, Lua à côté.
//!
//! [`ScriptPlugin`] (Rhai) et [`LuaPlugin`] (Lua 5.4) tiennent le contrat du livre : un
//! texte entre, un texte sort. Un script est tenu pour hostile : il ne voit que ce que
//! l'hôte lui prête, et il s'arrête à ses [`Limits`]. [`HotScript`] remplace un script par
//! sa nouvelle version pendant que l'hôte tourne. [`source_text`] garde la version du texte
//! de départ, avec ses défauts, pour les montrer.
//!
//! Pour voir l'hôte à l'œuvre : `cargo run -p ch-scripts --example hote_rhai`.

mod call;
mod characters;
mod diagnostic;
mod error;
mod journal;
mod limits;
mod lua;
mod reload;
mod script;
mod source;
pub mod source_text;

pub use characters::{Characters, CharactersIter};
pub use diagnostic::Diagnostic;
pub use error::{Limit, ScriptError, ScriptErrorKind};
pub use journal::{Journal, MemoryJournal, NoJournal};
pub use limits::{Limits, ScriptOptions};
pub use lua::LuaPlugin;
pub use reload::{HotScript, Reload};
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
