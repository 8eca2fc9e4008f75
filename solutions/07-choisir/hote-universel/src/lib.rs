//! Exercice : l'hôte universel. L'énoncé est dans README.md.
//!
//! Ce fichier et `config.rs` sont donnés complets. Chaque étape a son fichier :
//!
//! 1. `registry.rs`, le registre des portes ;
//! 2. `doors.rs`, deux vraies portes ;
//! 3. `pipeline.rs`, ce que l'on fait d'un module qui échoue ;
//! 4. `host.rs`, le rechargement.
//!
//! Pour vérifier : `cargo test -p ex-choisir-hote-universel`, ou une seule étape :
//! `cargo test -p ex-choisir-hote-universel etape_1`.

pub mod config;
pub mod doors;
pub mod host;
pub mod pipeline;
pub mod registry;

pub use config::{Config, ModuleConfig, OnFailure};
pub use host::{Host, HostError};
pub use pipeline::{Failure, Pipeline, Run};
pub use registry::{Door, Module, Refusal, Registry};
