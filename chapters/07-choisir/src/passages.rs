//! Couper un document en Markdown sans jamais couper ce qui est ouvert.
//!
//! Les modules ne reçoivent que la prose, que [`Prose`] tire d'un passage. Encore faut-il que
//! le passage se comprenne seul : couper un bloc de code en deux ferait de sa seconde moitié de
//! la prose. On coupe donc entre deux blocs, et l'on garde devant chaque passage le début du
//! bloc où il se trouve, s'il y en a un d'ouvert : c'est le *contexte*.
//!
//! Un bloc plus grand que la fenêtre passe tel quel, sauf un paragraphe, qui se coupe entre
//! deux lignes tant que rien n'y est ouvert.

use std::io::Read;

use ch_contrat::modules::typographie::front_matter_len;
use prose::Prose;
use prose::blocks::{self, Kind};

use crate::chunks::{ChunkError, Cut, MAX_CHUNK, best_cut};
use crate::window::Window;

/// Le plus long contexte. Au-delà, la première ligne du bloc le remplace.
const MAX_CONTEXT: usize = 4 * 1024;

// ANCHOR: passage
/// Un passage d'un document, précédé de ce qu'il faut pour le comprendre.
#[derive(Debug, PartialEq, Eq)]
pub struct Passage {
    source: String,
    /// Où finit le contexte, qui est déjà passé, et où commence le passage.
    from: usize,
    kind: Content,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Rien n'y est de la prose.
    Verbatim,
    /// Des blocs entiers.
    Whole,
    /// Le dernier bloc continue peut-être.
    Open,
}
// ANCHOR_END: passage

impl Passage {
    /// Le passage, tel que lu.
    pub fn text(&self) -> &str {
        &self.source[self.from..]
    }

    /// Sa prose ; `None` s'il n'en a pas.
    pub fn prose(&self) -> Option<Prose<'_>> {
        let prose = match self.kind {
            Content::Verbatim => return None,
            Content::Whole => Prose::after(&self.source, self.from),
            Content::Open => Prose::after(&self.source, self.from).before_open(),
        };
        (!prose.is_empty()).then_some(prose)
    }
}

/// Un document, lu passage par passage. Mis bout à bout, les passages sont le document.
#[derive(Debug)]
pub struct Passages<R> {
    window: Window<R>,
    cut: Cut,
    /// Le début du bloc ouvert.
    context: String,
    /// Le contexte n'est que le début d'un bloc de ce genre : sa suite passe telle quelle.
    frozen: Option<Kind>,
    /// Le prochain passage commence au milieu d'une ligne.
    within_line: bool,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    /// Au début de l'en-tête, qu'une ligne de ce signe a ouvert.
    Opened(char),
    /// Dans l'en-tête, jusqu'à une autre ligne de ce signe.
    Header(char),
    Body,
}

impl<R: Read> Passages<R> {
    /// Lit `reader` en coupant selon `cut`.
    pub fn new(reader: R, cut: Cut) -> Self {
        Self {
            window: Window::new(reader),
            cut,
            context: String::new(),
            frozen: None,
            within_line: false,
            place: Place::Start,
        }
    }

    /// Le numéro, depuis 1, de la ligne où commence le prochain passage.
    pub fn line(&self) -> u64 {
        self.window.line()
    }

    /// Attend qu'il y ait de quoi faire un passage, ou la fin du document.
    ///
    /// # Errors
    ///
    /// Si la lecture échoue.
    pub fn wait(&mut self) -> Result<(), ChunkError> {
        self.window.fill(self.cut, MAX_CHUNK)
    }

    /// Le passage suivant, d'à peu près `longest` octets : plus si un bloc est plus long.
    ///
    /// # Errors
    ///
    /// Si la lecture échoue, ou si ces octets ne sont pas du texte UTF-8.
    pub fn next_passage(&mut self, longest: usize) -> Result<Option<Passage>, ChunkError> {
        self.wait()?;
        let text = self.window.text(MAX_CHUNK)?;
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(length) = self.outside_the_body() {
            return Ok(Some(self.verbatim(length)));
        }
        Ok(Some(match self.cut {
            Cut::Line => self.next_line(),
            Cut::Block => self.next_blocks(longest.clamp(1, MAX_CHUNK)),
        }))
    }

    /// La longueur de ce qui précède le corps du document : la marque d'ordre des octets,
    /// l'en-tête.
    fn outside_the_body(&mut self) -> Option<usize> {
        const BYTE_ORDER_MARK: char = '\u{feff}';
        let text = self.pending();
        let line = text.find('\n').map_or(text.len(), |at| at + 1);
        let rule = text[..line].trim_end();
        match self.place {
            Place::Start if text.starts_with(BYTE_ORDER_MARK) => Some(BYTE_ORDER_MARK.len_utf8()),
            Place::Start if self.cut == Cut::Line && matches!(rule, "---" | "+++") => {
                self.place = Place::Opened(if rule == "---" { '-' } else { '+' });
                Some(line)
            }
            Place::Start => {
                let length = front_matter_len(text);
                self.place = Place::Body;
                (length > 0).then_some(length)
            }
            // Une ligne vide : ce n'était qu'un trait de séparation.
            Place::Opened(_) if rule.is_empty() => {
                self.place = Place::Body;
                None
            }
            Place::Opened(sign) | Place::Header(sign) => {
                let closed = rule.len() == 3 && rule.chars().all(|c| c == sign);
                self.place = if closed {
                    Place::Body
                } else {
                    Place::Header(sign)
                };
                Some(line)
            }
            Place::Body => None,
        }
    }

    /// Les blocs entiers qui tiennent dans `longest` octets, ou le premier s'il est plus long.
    fn next_blocks(&mut self, longest: usize) -> Passage {
        let mut size = if self.frozen.is_some() {
            MAX_CHUNK
        } else {
            longest
        };
        loop {
            if self.frozen.is_some() && self.within_line {
                return self.frozen(self.line_length());
            }
            let (window, is_last) = self.lines(size);
            let source = format!("{}{window}", self.context);
            let starts = blocks::of(&source);
            let next = starts
                .iter()
                .find(|block| block.start >= self.context.len());
            let next = next.map(|block| block.start - self.context.len());
            if next == Some(0) && !self.context.is_empty() {
                // Le bloc ouvert est fini : son début n'explique plus rien.
                self.context.clear();
                self.frozen = None;
                continue;
            }
            if self.frozen.is_some() {
                let lines = if window.is_empty() {
                    self.line_length()
                } else {
                    window.len()
                };
                return self.frozen(next.unwrap_or(lines));
            }
            let last = starts.last().map_or(0, |block| block.start);
            if is_last || last > self.context.len() {
                let length = if is_last { source.len() } else { last } - self.context.len();
                return self.prose(length, Content::Whole);
            }
            if size >= MAX_CHUNK {
                return self.overflow(&starts);
            }
            size *= 2;
        }
    }

    /// Une ligne, traitée tout de suite : ce qu'elle ouvre sera peut-être fermé plus loin.
    fn next_line(&mut self) -> Passage {
        let length = self.line_length();
        let source = format!("{}{}", self.context, &self.pending()[..length]);
        let starts = blocks::of(&source);
        if self.frozen.is_some() {
            let next = starts.iter().any(|block| block.start >= self.context.len());
            if !next || self.within_line {
                return self.frozen(length);
            }
            self.context.clear();
            self.frozen = None;
            return self.next_line();
        }
        let passage = self.prose(length, Content::Open);
        self.context = source;
        match starts.last() {
            Some(last) => drop(self.context.drain(..last.start)),
            None if self.context.trim().is_empty() => self.context.clear(),
            None => {}
        }
        if self.context.len() > MAX_CONTEXT {
            self.shorten(starts.last().map_or(Kind::Leaf, |last| last.kind));
        }
        passage
    }

    /// Un bloc qui ne tient pas dans la fenêtre.
    fn overflow(&mut self, starts: &[blocks::Block]) -> Passage {
        let kind = starts.last().map_or(Kind::Leaf, |last| last.kind);
        let length = best_cut(self.pending());
        let source = format!("{}{}", self.context, &self.pending()[..length]);
        let passage = if kind == Kind::Paragraph {
            self.prose(length, Content::Open)
        } else {
            self.verbatim(length)
        };
        self.context = source;
        self.shorten(kind);
        passage
    }

    /// Ne garde du contexte que de quoi savoir dans quel bloc on est.
    fn shorten(&mut self, kind: Kind) {
        let is_open = kind != Kind::Paragraph || Prose::of(&self.context).is_open();
        self.frozen = is_open.then_some(kind);
        let first = self.context.find('\n').map_or(0, |at| at + 1);
        if kind == Kind::Paragraph || first == 0 || first > MAX_CONTEXT {
            self.context = if self.within_line { "x" } else { "x\n" }.to_owned();
        } else {
            self.context.truncate(first);
        }
    }

    /// La suite d'un bloc qui passe tel quel, et ce qu'elle dit de sa fin.
    fn frozen(&mut self, length: usize) -> Passage {
        let passage = self.verbatim(length);
        if self.within_line {
            return passage;
        }
        if !self.context.ends_with('\n') {
            self.context.push('\n');
        }
        let text = passage.text();
        if self.frozen == Some(Kind::Container) {
            // Après une ligne vide, un texte qui n'est pas en retrait n'est plus dans le bloc.
            let last = text.lines().next_back();
            let blank = last.is_none_or(|line| line.trim().is_empty());
            if blank && !self.context.ends_with("\n\n") {
                self.context.push('\n');
            }
            return passage;
        }
        // Un mot de plus serait-il dans un autre bloc ?
        let source = format!("{}{text}", self.context);
        let closed = blocks::of(&format!("{source}x\n"));
        if closed.last().is_some_and(|last| last.start >= source.len()) {
            self.context.clear();
            self.frozen = None;
        }
        passage
    }

    fn prose(&mut self, length: usize, kind: Content) -> Passage {
        let mut source = std::mem::take(&mut self.context);
        let from = source.len();
        let text = self.window.take(length);
        self.within_line = !text.ends_with('\n');
        source.push_str(&text);
        Passage { source, from, kind }
    }

    fn verbatim(&mut self, length: usize) -> Passage {
        let source = self.window.take(length);
        self.within_line = !source.ends_with('\n');
        Passage {
            source,
            from: 0,
            kind: Content::Verbatim,
        }
    }

    /// La longueur de la première ligne, ou de ce qui en est lu.
    fn line_length(&self) -> usize {
        let text = self.pending();
        text.find('\n').map_or(text.len(), |at| at + 1)
    }

    /// Ce qui est lu et pas encore rendu.
    fn pending(&self) -> &str {
        self.window.text(MAX_CHUNK).unwrap_or_default()
    }

    /// Des lignes entières, au plus `size` octets ; et si le document finit avec elles.
    fn lines(&self, size: usize) -> (&str, bool) {
        let pending = self.pending();
        let window = &pending[..pending.floor_char_boundary(size)];
        if self.window.is_last(window.len()) {
            return (window, true);
        }
        let end = window.rfind('\n').map_or(0, |at| at + 1);
        (&window[..end], false)
    }
}
