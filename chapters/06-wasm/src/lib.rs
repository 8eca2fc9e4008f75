//! L'hôte de référence pour les modules WebAssembly.
//!
//! [`WasmPlugin`] charge un invité (*guest*), lui donne un bac à sable (*sandbox*) et en fait
//! un [`Plugin`](ch_contrat::Plugin) comme un autre. Un fichier par sujet :
//!
//! - [`abi`] : le contrat, tel que la mémoire linéaire le permet ;
//! - `screening` : lire un module avant de le compiler, et refuser ce qui serait trop long ;
//! - `engine` : compiler un module qu'on ne croit pas, sous des [`Limits`] ;
//! - `capabilities` : ce que l'hôte accorde, et rien d'autre ;
//! - `guest` : une instance vivante, et les textes qui traversent la frontière ;
//! - `plugin` : le tout derrière le trait du livre ;
//! - `cache` : garder le code compilé sans jamais croire le disque.
//!
//! Pour le voir à l'œuvre : `cargo run -p ch-wasm --example hote_wasm`.

pub mod abi;
mod cache;
mod capabilities;
mod engine;
mod error;
mod guest;
mod invites;
mod limits;
mod memory;
mod plugin;
mod screening;

pub use cache::{CacheOutcome, ModuleCache};
pub use capabilities::{Capabilities, HOST_MODULE};
pub use error::{GuestError, ImportProblem, LoadError, LoadErrorKind};
pub use invites::guest_path;
pub use limits::{CappedTunables, Limits, Shape};
pub use plugin::{Loader, WasmPlugin};
