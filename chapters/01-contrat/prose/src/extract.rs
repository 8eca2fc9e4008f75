//! Tirer la prose d'un texte, puis l'y remettre.
//!
//! Markdown découpe un paragraphe en morceaux : du texte, du code, de l'emphase, des liens.
//! Donner chaque morceau seul au module ferait perdre le contexte (« `code` : » veut une
//! insécable devant les deux-points). On recolle donc les morceaux de texte, avec un séparateur
//! à la place de ce qui n'en est pas ; le module travaille ; on recoupe aux mêmes séparateurs.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use ch_contrat::modules::typographie::literal_len;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::{OBJECT, SPACE_OBJECT, options};

// ANCHOR: prose
/// La prose d'un texte Markdown, et la place de chacun de ses morceaux.
#[derive(Debug)]
pub struct Prose<'a> {
    source: &'a str,
    /// Où commence ce qui peut changer : ce qui précède dit seulement où l'on en est.
    from: usize,
    text: String,
    /// La place, dans `source`, de chaque morceau entre deux séparateurs ; vide si ce morceau
    /// n'a pas de texte.
    places: Vec<Range<usize>>,
    /// Jusqu'où le texte est déjà pris.
    done: usize,
    /// Le premier endroit où quelque chose s'ouvre peut-être, que la suite fermera.
    open: Option<usize>,
}
// ANCHOR_END: prose

/// Un module n'a pas rendu les lignes et les objets qu'il avait reçus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("la réponse n'a plus les lignes et les objets du texte reçu")
    }
}

impl Error for Mismatch {}

impl<'a> Prose<'a> {
    /// La prose de `source`.
    pub fn of(source: &'a str) -> Self {
        Self::after(source, 0)
    }

    /// La prose de `source` à partir de l'octet `from`.
    pub fn after(source: &'a str, from: usize) -> Self {
        let mut prose = Self {
            source,
            from,
            text: String::new(),
            places: std::iter::once(0..0).collect(),
            done: 0,
            open: None,
        };
        // Pour chaque élément ouvert : son contenu est-il de la prose ?
        let mut nested = Vec::new();
        for (event, place) in options::events(source) {
            match &event {
                Event::Start(tag) => nested.push(is_prose(tag)),
                Event::End(_) => drop(nested.pop()),
                _ => {}
            }
            let shown = nested.iter().all(|&is_prose| is_prose);
            prose.take(&event, place, shown);
        }
        prose.trim_end();
        prose
    }

    /// La même, sans ce qui suit une ouverture que rien n'a encore fermée : un accent grave, un
    /// crochet, un chevron. Pour un texte dont la suite n'est pas connue.
    #[must_use]
    pub fn before_open(mut self) -> Self {
        if let Some(open) = self.open {
            for place in &mut self.places {
                // Un morceau est gardé tout entier ou pas du tout : les séparateurs restent.
                if place.end > open {
                    *place = 0..0;
                }
            }
        }
        self
    }

    /// Quelque chose est-il peut-être ouvert à la fin du texte ?
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Ce qu'un module reçoit.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// N'y a-t-il rien à donner à un module ?
    pub fn is_empty(&self) -> bool {
        self.places.iter().all(Range::is_empty)
    }

    // ANCHOR: remettre
    /// Le texte à partir de `from`, où la prose est remplacée par `answer`.
    ///
    /// # Errors
    ///
    /// Si `answer` n'a pas les mêmes lignes et les mêmes objets que le texte donné. Un texte qui
    /// n'était que de la prose accepte n'importe quelle réponse.
    pub fn put_back(&self, answer: &str) -> Result<String, Mismatch> {
        let rest = &self.source[self.from..];
        let pieces: Vec<&str> = answer.split(SEPARATORS).collect();
        if !separators(&self.text).eq(separators(answer)) {
            let ending = rest.strip_prefix(self.text.as_str());
            let only_prose = ending.is_some_and(|ending| ending.trim().is_empty());
            return match ending {
                Some(ending) if only_prose => Ok(format!("{answer}{ending}")),
                _ => Err(Mismatch),
            };
        }
        let mut result = String::with_capacity(rest.len() + rest.len() / 16);
        let mut done = self.from;
        for (place, piece) in self.places.iter().zip(pieces) {
            if !place.is_empty() {
                result.push_str(&self.source[done..place.start]);
                result.push_str(piece);
                done = place.end;
            }
        }
        result.push_str(&self.source[done..]);
        Ok(result)
    }
    // ANCHOR_END: remettre

    /// Ajoute ce que dit un événement ; `shown` dit que son texte est de la prose.
    fn take(&mut self, event: &Event<'_>, place: Range<usize>, shown: bool) {
        self.look_for_open(event, &place);
        let known = match event {
            Event::End(_) => place.end <= self.from,
            Event::Text(_) => place.end <= self.from,
            _ => place.start < self.from,
        };
        if known {
            return;
        }
        match event {
            Event::Start(tag) => self.boundary(is_inline(&tag.to_end())),
            Event::End(end) => self.boundary(is_inline(end)),
            Event::Text(_) if !shown => {}
            Event::Text(decoded) if self.source[place.clone()] == **decoded => self.push(place),
            // Une entité (`&nbsp;`) n'est pas du texte tel quel.
            Event::Text(decoded) => self.separate(match &**decoded {
                "\u{a0}" | "\u{202f}" => SPACE_OBJECT,
                _ => OBJECT,
            }),
            Event::SoftBreak | Event::HardBreak => self.separate('\n'),
            _ => self.separate(OBJECT),
        }
    }

    /// Retient ce qui s'ouvre peut-être, ici ou dans ce qui précède. Rien ne reste ouvert d'un
    /// bloc à l'autre.
    fn look_for_open(&mut self, event: &Event<'_>, place: &Range<usize>) {
        let at = match event {
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                is_label(*link_type).then_some(0)
            }
            Event::Start(tag) if !is_inline(&tag.to_end()) => {
                self.open = None;
                None
            }
            Event::Text(_) => self.source[place.clone()].find(OPENING),
            _ => None,
        };
        if let (None, Some(at)) = (self.open, at) {
            self.open = Some(place.start + at);
        }
    }

    /// Le bord d'un élément : un objet dans la ligne, ou la fin d'un bloc.
    fn boundary(&mut self, inline: bool) {
        if inline {
            self.separate(OBJECT);
        } else if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.separate('\n');
            self.separate('\n');
        }
    }

    fn separate(&mut self, separator: char) {
        self.text.push(separator);
        self.places.push(0..0);
    }

    /// Ajoute du texte, sauf ce qui n'y est pas de la prose : une adresse, un code d'image, un
    /// caractère qui ouvre peut-être autre chose.
    fn push(&mut self, place: Range<usize>) {
        let start = place.start.max(self.from).max(self.done);
        let text = &self.source[..place.end.max(start)];
        // Le texte continue une ligne déjà passée, ou suit une barre oblique qui l'échappe.
        let escaped = start > 0 && text.as_bytes()[start - 1] == b'\\';
        if place.start < self.from {
            self.separate(OBJECT);
        }
        let mut at = start;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let literal = literal_len(text, at).max(note_len(&self.source[at..]));
            if literal > 0 {
                self.separate(OBJECT);
                at += literal;
                self.done = at;
            } else if OPENING.contains(&c)
                || (escaped && at == start)
                || c == '~'
                || SEPARATORS.contains(&c)
            {
                self.separate(OBJECT);
                at += c.len_utf8();
            } else {
                self.extend(at..at + c.len_utf8());
                at += c.len_utf8();
            }
        }
    }

    /// Ajoute du texte au morceau en cours, s'il le suit.
    fn extend(&mut self, place: Range<usize>) {
        let last = self.places.len() - 1;
        if !self.places[last].is_empty() && self.places[last].end != place.start {
            self.separate(OBJECT);
        }
        let last = self.places.last_mut().expect("il y a toujours un morceau");
        if Range::is_empty(last) {
            last.start = place.start;
        }
        last.end = place.end;
        self.text.push_str(&self.source[place]);
    }

    fn trim_end(&mut self) {
        while self.text.ends_with('\n') {
            self.text.pop();
            self.places.pop();
        }
    }
}

/// La longueur de l'appel de note (`[^1]`) qui ouvre `text`, ou 0. Un appel dont la définition est
/// dans un autre passage n'est que du texte pour l'analyseur.
fn note_len(text: &str) -> usize {
    let label = text.strip_prefix("[^").and_then(|label| label.find(']'));
    label.map_or(0, |end| "[^".len() + end + 1)
}

/// Ce qui ouvre du code, une balise, un lien, une formule, si la suite le ferme.
const OPENING: [char; 4] = ['`', '<', '[', '$'];

/// Ce qui sépare deux morceaux de prose.
const SEPARATORS: [char; 3] = [OBJECT, SPACE_OBJECT, '\n'];

fn separators(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| SEPARATORS.contains(c))
}

/// Le contenu de cet élément est-il de la prose ? Le nom d'un lien qui n'a pas d'adresse à lui
/// le relie à sa définition.
fn is_prose(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => false,
        Tag::Link { link_type, .. } | Tag::Image { link_type, .. } => {
            !is_label(*link_type) && !matches!(link_type, LinkType::Autolink | LinkType::Email)
        }
        _ => true,
    }
}

/// Le texte de ce lien sert-il aussi à trouver sa définition ?
fn is_label(link_type: LinkType) -> bool {
    !matches!(
        link_type,
        LinkType::Inline
            | LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Autolink
            | LinkType::Email
    )
}

fn is_inline(end: &TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Subscript
            | TagEnd::Superscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use ch_contrat::modules::typographie::compose;

    use super::*;

    /// `~` pour l'insécable, `^` pour la fine : les tests se lisent.
    fn composed(source: &str) -> String {
        let prose = Prose::of(source);
        let answer = compose(prose.text());
        let result = prose.put_back(&answer).unwrap();
        result.replace('\u{a0}', "~").replace('\u{202f}', "^")
    }

    #[test]
    fn un_texte_sans_markdown_est_donne_tel_quel() {
        for text in ["un : deux\ntrois\n\nquatre", "mot", "a\tb  c"] {
            assert_eq!(Prose::of(text).text(), text);
            assert_eq!(Prose::of(&format!("{text}\n")).text(), text);
            let answer = Prose::of(&format!("{text}\n")).put_back("deux\nlignes");
            assert_eq!(answer.as_deref(), Ok("deux\nlignes\n"));
        }
    }

    #[test]
    fn ce_qui_n_est_pas_de_la_prose_n_est_pas_donne() {
        let source =
            "# L'un\n\n- `x : y` et [l'un](u \"t\")\n\n```\na : b\n```\nvoir https://x ! :tada:\n";
        assert_eq!(
            Prose::of(source).text(),
            "L'un\n\n\u{fffc} et \u{fffc}l'un\u{fffc}\n\nvoir \u{fffc} ! \u{fffc}"
        );
    }

    #[test]
    fn une_reponse_sans_ses_objets_est_refusee() {
        let prose = Prose::of("un `x` deux");
        assert_eq!(
            prose.put_back("UN \u{fffc} DEUX").as_deref(),
            Ok("UN `x` DEUX")
        );
        assert_eq!(prose.put_back("un deux"), Err(Mismatch));
    }

    #[test]
    fn le_nom_d_un_lien_et_une_echappee_restent() {
        for source in [
            "[l'un] et [l'un][] : [a][l'un]\n\n[l'un]: u \"t : t\"\n",
            "un \\\"mot\" et l\\'un",
            "| a | b |\n| ---: | :-: |\n",
            "«&nbsp;oui&nbsp;»",
            "$a : b$ et `c : d`\n\n\ta : b\n",
            "<div title=\"a : b\">\n'a : b' !\n</div>\n",
        ] {
            let expected = source.replace(" et [l'un][] :", " et [l'un][]~:");
            assert_eq!(composed(source), expected);
        }
        assert_eq!(
            composed("**Oui** ! `x` ? l'*un* : [a](u):"),
            "**Oui**^! `x`^? l’*un*~: [a](u)~:"
        );
    }

    #[test]
    fn ce_qui_est_peut_etre_ouvert_reste() {
        let kept = |source: &str| {
            let prose = Prose::of(source).before_open();
            prose.put_back(&compose(prose.text())).unwrap()
        };
        for open in [
            "`b : c",
            "[b : c",
            "<b t=\"c : d",
            "[b]: c :",
            "[b](c : d",
            "$b : c",
        ] {
            assert_eq!(kept(&format!("a : {open}")), format!("a\u{a0}: {open}"));
        }
    }

    #[test]
    fn ce_qui_precede_n_est_pas_rendu() {
        let source = "```\na : b\n";
        let prose = Prose::after(source, 4);
        assert!(prose.is_empty());
        let source = "suite`x`: y : z";
        let prose = Prose::after(source, 2);
        assert_eq!(prose.text(), "\u{fffc}ite\u{fffc}: y : z");
        assert_eq!(prose.put_back(prose.text()).as_deref(), Ok(&source[2..]));
    }
}
