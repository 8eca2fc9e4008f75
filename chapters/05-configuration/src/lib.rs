//! Choisir et régler les modules par un fichier TOML.
//!
//! La lecture a deux temps. [`Config::parse`] lit l'*enveloppe*, la même pour tous les
//! modules : type, nom, actif ou non, ordre. [`Registry::build`] confie ensuite les options de
//! chacun à la *fabrique* de son type, et rend un [`Workshop`] prêt à travailler. À chaque
//! étape, toutes les erreurs sont réunies dans un [`Report`] qui cite les lignes fautives.
//!
//! Pour relire le fichier à chaud : [`Reloader`] garde la dernière bonne configuration,
//! [`Live`] la partage, [`watch()`] surveille le dossier.
//!
//! Pour le voir à l'œuvre : `cargo run -p ch-configuration --example hote_configure`.

mod config;
mod decode;
mod decode_error;
mod environment;
mod live;
pub mod modules;
mod options;
mod order;
mod registry;
mod reload;
mod report;
mod schema;
mod source;
mod suggest;
mod syntax;
mod tree;
mod watch;
mod wording;
mod workshop;

pub use config::{Config, DEFAULT_MAX_CHARS, ModuleSpec, Origin, Setting};
pub use environment::{Environment, PREFIX};
pub use live::Live;
pub use modules::book_registry;
pub use options::Options;
pub use registry::{BuildContext, DuplicateKind, FactoryError, Registry};
pub use reload::{Reload, Reloader};
pub use report::{Diagnostic, Kind, Place, Report};
pub use source::{MAX_BYTES, Source};
pub use watch::{Delays, Watch, watch};
pub use workshop::{RunError, Workshop};
