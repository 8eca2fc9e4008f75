//! L'hôte universel : un seul programme, des modules par toutes les portes du livre.
//!
//! Un fichier TOML, lu par le registre de `ch-configuration`, dit quels modules prendre et par
//! où. Un fichier par sujet :
//!
//! - [`doors`] : une fabrique par porte, `integre`, `feature`, `ffi`, `rhai`, `lua`, `wasm` ;
//! - [`files`] : les fichiers que les modules ont ouverts, tels qu'ils étaient ;
//! - [`policy`] : que faire d'un module qui échoue, et le compte de ses échecs ;
//! - [`chunks`] : couper un texte de n'importe quelle longueur en morceaux bornés ;
//! - [`passages`] : couper un document en Markdown sans couper ce qui est ouvert ;
//! - [`pipeline`] : lire, transformer, écrire, en mémoire constante ;
//! - [`inventory`] : l'état de chaque module, porte, version, refus ;
//! - [`hot`] : relire le fichier et les modules pendant que l'hôte tourne.
//!
//! Le programme lui-même : `cargo run -p ch-choisir -- --aide`.

pub mod chunks;
pub mod doors;
pub mod files;
pub mod hot;
pub mod inventory;
pub mod passages;
pub mod pipeline;
pub mod policy;
mod window;

pub use chunks::{ChunkError, Chunks, Cut, MAX_CHUNK};
pub use doors::{Doors, Journal};
pub use pipeline::{Format, Pipeline, RunError, Summary};
pub use policy::{Ledger, Policy};
