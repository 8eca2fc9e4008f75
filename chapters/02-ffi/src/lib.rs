//! L'hôte de référence pour les greffons natifs.
//!
//! [`load_plugin`] ouvre une bibliothèque, vérifie sa table et rend un [`FfiPlugin`], qui
//! est un [`Plugin`](ch_contrat::Plugin) comme un autre. Le contrat lui-même est dans le
//! paquet `ch-ffi-abi`, que l'hôte et les greffons partagent.
//!
//! - [`load_checked`] essaie d'abord le greffon dans un autre processus ;
//! - [`ReloadablePlugin`] le remplace pendant que l'hôte tourne ;
//! - [`ExtendedPlugin`] est l'hôte d'après, qui connaît un champ de plus.
//!
//! Pour le voir à l'œuvre : `cargo run -p ch-ffi --example hote`.

mod error;
mod handshake;
mod inspect;
mod locate;
mod plugin;
mod probe;
mod reload;
mod versions;

pub use ch_contrat::error::chain;
pub use ch_ffi_abi as abi;
pub use error::{LoadError, LoadErrorKind};
pub use handshake::{CheckedApi, check_table};
pub use locate::library_path;
pub use plugin::{FfiPlugin, load_plugin};
pub use probe::{Probe, load_checked};
pub use reload::ReloadablePlugin;
pub use versions::ExtendedPlugin;
