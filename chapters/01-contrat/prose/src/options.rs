//! Comment lire le Markdown : partout de la même façon.

use pulldown_cmark::{BrokenLink, CowStr, OffsetIter, Options, Parser};

/// Les extensions de mdBook, et les formules (`$…$`).
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
}

/// Ce qui trouve la définition d'un nom entre crochets.
type Resolve<'a> = fn(BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)>;

/// Les événements d'un texte, avec leurs places.
///
/// Un nom entre crochets est toujours pris pour un lien : sa définition est peut-être dans un
/// autre morceau du document, et changer le nom couperait le lien.
pub(crate) fn events(text: &str) -> OffsetIter<'_, Resolve<'_>> {
    let resolve: Resolve<'_> = |_| Some((CowStr::Borrowed("#"), CowStr::Borrowed("")));
    Parser::new_with_broken_link_callback(text, options(), Some(resolve)).into_offset_iter()
}
