//! La prose d'un texte Markdown, séparée de tout ce qui n'en est pas.
//!
//! Un module du contrat change un texte. Dans un document, il ne doit changer que la prose : ni
//! le code, ni l'adresse d'un lien, ni la ligne de tirets d'un tableau. Savoir où est la prose
//! demande un analyseur de Markdown, que ni Rhai, ni Lua, ni un petit invité WebAssembly n'ont.
//! L'analyse est donc faite une fois, par l'hôte, et toutes les portes reçoivent la même chose :
//!
//! - [`Prose`] tire d'un texte sa prose, avec un U+FFFC à la place de chaque objet qui n'en est
//!   pas, et remet dans le texte la prose qu'un module a changée ;
//! - [`blocks`] dit où couper un texte sans couper ce qui est ouvert.
//!
//! L'hôte universel et la composition de ce livre s'en servent tous deux.

pub mod blocks;
mod extract;
mod options;

pub use extract::{Mismatch, Prose};

/// Ce qui tient la place d'un objet dans la prose : le caractère qu'Unicode prévoit pour cela.
pub const OBJECT: char = ch_contrat::modules::typographie::OBJECT;

/// Ce qui tient la place d'une espace insécable écrite en HTML (`&nbsp;`) : une espace, mais
/// que personne ne tape ni ne remplace.
pub const SPACE_OBJECT: char = '\u{2007}';
