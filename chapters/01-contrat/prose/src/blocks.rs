//! Les blocs d'un texte : où le couper sans couper ce qui est ouvert.

use pulldown_cmark::{Event, Tag};

use crate::options;

/// Un bloc du document : un paragraphe, un titre, un bloc de code, l'élément d'une liste…
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Où commence sa première ligne.
    pub start: usize,
    /// Ce que c'est.
    pub kind: Kind,
}

/// Comment un bloc continue, et comment il finit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Un paragraphe. Lui seul peut être coupé entre deux lignes.
    Paragraph,
    /// Un bloc sans autre bloc dedans : du code, du HTML, un tableau.
    Leaf,
    /// Un bloc qui en contient d'autres : une liste, une citation, une note.
    Container,
}

fn kind(event: &Event<'_>) -> Kind {
    match event {
        Event::Start(Tag::Paragraph) => Kind::Paragraph,
        Event::Start(
            Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList,
        ) => Kind::Container,
        _ => Kind::Leaf,
    }
}

// ANCHOR: blocs
/// Les blocs de `text`, dans l'ordre. Seul le dernier peut être changé par ce qui suit.
pub fn of(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut depth = 0_usize;
    for (event, place) in options::events(text) {
        let starts = match &event {
            // Une liste se coupe entre deux éléments.
            Event::Start(tag) => depth == 0 || (depth == 1 && *tag == Tag::Item),
            Event::End(_) => false,
            _ => depth == 0,
        };
        if starts {
            let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
            let kind = kind(&event);
            if blocks.last().is_none_or(|last| last.start < start) {
                blocks.push(Block { start, kind });
            }
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    blocks
}
// ANCHOR_END: blocs

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &str) -> Vec<usize> {
        of(text).iter().map(|block| block.start).collect()
    }

    #[test]
    fn un_bloc_commence_au_debut_d_une_ligne() {
        assert_eq!(
            starts("# a\n\nb\nc\n\n```\nd\n\ne\n```\nf\n"),
            [0, 5, 10, 23]
        );
        assert_eq!(starts("a\n\n    code\n\n    code\n"), [0, 3]);
        assert_eq!(starts("> a\n>\n> b\n\nc\n"), [0, 11]);
        assert_eq!(starts("[a]: u\n"), [0_usize; 0]);
    }

    #[test]
    fn une_liste_se_coupe_entre_ses_elements() {
        let text = "- a\n\n  ```\n  b\n\n  c\n  ```\n- d\n  - e\n";
        assert_eq!(starts(text), [0, 26]);
    }
}
