//! L'hôte de référence pour les greffons natifs.
//!
//! [`load_plugin`] ouvre une bibliothèque, vérifie sa table et rend un [`FfiPlugin`], qui
//! est un [`Plugin`](ch_contrat::Plugin) comme un autre. Le contrat lui-même est dans le
//! paquet `ch-ffi-abi`, que l'hôte et les greffons partagent.
//!
//! Pour le voir à l'œuvre : `cargo run -p ch-ffi --example hote`.

mod error;
mod handshake;
mod locate;
mod plugin;

pub use ch_ffi_abi as abi;
pub use error::{LoadError, LoadErrorKind};
pub use handshake::{CheckedApi, check_table};
pub use locate::library_path;
pub use plugin::{FfiPlugin, load_plugin};
