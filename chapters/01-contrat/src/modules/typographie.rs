//! `typographie` : met un texte aux usages typographiques français.
//!
//! - une espace insécable devant `:` et `»`, et après `«` ;
//! - une espace fine insécable devant `;`, `!` et `?` ;
//! - l'apostrophe courbe dans les mots ;
//! - les guillemets droits `"…"` changés en « … ».
//!
//! Ce qui n'est pas de la prose reste tel quel : le code, les adresses (`https://…`), les
//! heures (`12:30`), les chemins (`std::env`), les balises et les entités HTML, les colonnes
//! alignées par plusieurs espaces… Le fichier `verbatim.rs` en tient la liste. Ce livre est
//! composé avec ce module, appliqué à la prose de ses pages.
//!
//! Les règles suivent le *Lexique des règles typographiques en usage à l'Imprimerie
//! nationale*.

use std::collections::BTreeMap;

use crate::{Plugin, PluginError};

#[cfg(test)]
mod tests;
mod verbatim;

pub use verbatim::{front_matter_len, literal_len};
use verbatim::{tag_len, verbatim_len};

/// L'espace insécable (*no-break space*), devant `:` et dans les guillemets.
pub const NO_BREAK_SPACE: char = '\u{a0}';
/// L'espace fine insécable (*narrow no-break space*), devant `;`, `!` et `?`.
pub const NARROW_NO_BREAK_SPACE: char = '\u{202f}';
/// Ce qui tient la place d'un objet (du code, un lien) dans un texte, selon Unicode : pour
/// la ponctuation, c'est un mot comme un autre.
pub const OBJECT: char = '\u{fffc}';
/// L'apostrophe courbe.
pub const APOSTROPHE: char = '’';
/// Ce que certains éditeurs écrivent au tout début d'un fichier (*byte order mark*, BOM).
const BYTE_ORDER_MARK: char = '\u{feff}';
/// Les espaces insécables, telles qu'on les écrit en HTML.
const NO_BREAK_ENTITIES: [&str; 5] = ["&nbsp;", "&#160;", "&#xa0;", "&#8239;", "&#x202f;"];

/// Le module `typographie`.
#[derive(Debug, Default, Clone)]
pub struct Typographie;

impl Plugin for Typographie {
    fn name(&self) -> &str {
        "typographie"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(compose(text))
    }
}

/// Compose `text` : ponctuation, guillemets, apostrophes.
///
/// La fonction est idempotente : composer un texte déjà composé n'y change rien. Elle ne
/// change que des espaces, des guillemets et des apostrophes.
///
/// Le texte peut être un morceau de phrase, par exemple ce qui sépare deux mots en italique :
/// un signe précédé d'une espace prend son insécable même au tout début du texte.
///
/// ```
/// use ch_contrat::modules::typographie::compose;
/// assert_eq!(compose("L'heure: 12:30 !"), "L’heure\u{a0}: 12:30\u{202f}!");
/// ```
pub fn compose(text: &str) -> String {
    let guillemets = paired_quotes(text);
    let mut output = String::with_capacity(text.len() + text.len() / 8);
    let mut position = 0;
    while let Some(next) = text[position..].chars().next() {
        let kept = verbatim_len(text, position);
        if kept > 0 {
            output.push_str(&text[position..position + kept]);
            position += kept;
            continue;
        }
        let (before, rest) = (&text[..position], &text[position + next.len_utf8()..]);
        position += next.len_utf8();
        match next {
            '"' => match guillemets.get(&before.len()) {
                Some('«') => position += open_guillemet(&mut output, rest),
                Some(_) => no_break_before(&mut output, NO_BREAK_SPACE, '»'),
                None => output.push(next),
            },
            '«' => position += open_guillemet(&mut output, rest),
            '»' => no_break_before(&mut output, NO_BREAK_SPACE, next),
            '\'' => output.push(apostrophe(before, rest)),
            ':' if ends_a_phrase(rest, next) => {
                no_break_before(&mut output, NO_BREAK_SPACE, next);
            }
            ';' | '!' | '?' if ends_a_phrase(rest, next) => {
                no_break_before(&mut output, NARROW_NO_BREAK_SPACE, next);
            }
            _ => output.push(next),
        }
    }
    output
}

/// L'apostrophe est courbe à l'intérieur d'un mot, et après une élision (`l'`, `qu'`) ;
/// ailleurs elle reste droite (`'a'`, 5' 30).
fn apostrophe(before: &str, rest: &str) -> char {
    let after_letter = before.ends_with(char::is_alphabetic);
    let curved = match rest.chars().next() {
        Some(c) if c.is_alphanumeric() => after_letter,
        // Le mot élidé continue dans une citation, du code, une emphase. La fin du texte en
        // est une : en Markdown, ce qui suit est alors un autre morceau.
        None | Some(OBJECT | '«' | '"' | '`' | '*' | '_' | '[' | '<') => ends_with_elision(before),
        Some(_) => false,
    };
    if curved { APOSTROPHE } else { '\'' }
}

/// Le texte finit-il par un mot qui s'élide : une lettre (l', d', j'…), ou « qu » (qu',
/// lorsqu', jusqu'…) ? Ce qui distingue « l' » de la fin de « 'mot' ».
fn ends_with_elision(text: &str) -> bool {
    let word_start = text.trim_end_matches(|c: char| c.is_alphanumeric()).len();
    let (before, word) = text.split_at(word_start);
    let word = word.to_lowercase();
    let elided = matches!(
        word.as_str(),
        "c" | "d" | "j" | "l" | "m" | "n" | "s" | "t" | "y"
    );
    (elided || word.ends_with("qu")) && !before.ends_with(['\'', APOSTROPHE])
}

/// Les guillemets droits qui vont par paires, chacun avec le guillemet français qui le
/// remplace, d'après leur position. Une paire tient sur une ligne ; ce qui n'a pas de
/// partenaire (15", `"` seul) n'est pas dans la table.
fn paired_quotes(text: &str) -> BTreeMap<usize, char> {
    let mut pairs = BTreeMap::new();
    let mut open = Vec::new();
    let mut position = 0;
    while let Some(next) = text[position..].chars().next() {
        let kept = verbatim_len(text, position);
        if next == '\n' {
            open.clear();
        } else if kept == 0 && next == '"' {
            let (before, rest) = (&text[..position], &text[position + 1..]);
            match open.pop() {
                Some(start) if closes_a_quote(before, rest) => {
                    // Entre deux guillemets collés, il n'y a rien à citer.
                    if start + 1 < position {
                        pairs.extend([(start, '«'), (position, '»')]);
                    }
                }
                unclosed => {
                    open.extend(unclosed);
                    if opens_a_quote(before, rest) {
                        open.push(position);
                    }
                }
            }
        }
        position += kept.max(next.len_utf8());
    }
    pairs
}

/// Un guillemet droit peut ouvrir une citation s'il commence un mot.
fn opens_a_quote(before: &str, rest: &str) -> bool {
    let starts_a_word = |c: char| c.is_whitespace() || "([{«»\"'’—–*_\u{feff}".contains(c);
    before.chars().next_back().is_none_or(starts_a_word)
        && rest.chars().next().is_some_and(|c| !c.is_whitespace())
}

/// Un guillemet droit peut fermer une citation s'il finit un mot.
fn closes_a_quote(before: &str, rest: &str) -> bool {
    let ends_a_word = |c: char| !c.is_whitespace() && !"([{«".contains(c);
    before.chars().next_back().is_some_and(ends_a_word)
        && rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
}

/// Écrit « et l'espace insécable qui le suit ; rend le nombre d'octets d'espaces qu'elle
/// remplace au début de `rest`.
fn open_guillemet(output: &mut String, rest: &str) -> usize {
    output.push('«');
    let text = rest.trim_start_matches(is_inline_space);
    let spaces = &rest[..rest.len() - text.len()];
    // En fin de ligne, une insécable ne collerait à rien.
    if is_alignment(spaces) || text.starts_with(char::is_whitespace) || opens_with_entity(text) {
        return 0;
    }
    output.push(NO_BREAK_SPACE);
    spaces.len()
}

/// Écrit `sign` précédé de `space`, qui remplace l'espace éventuelle.
fn no_break_before(output: &mut String, space: char, sign: char) {
    let kept = output.trim_end_matches(is_inline_space).len();
    let glued = kept == output.len();
    let spaced = match output[..kept].chars().next_back() {
        // Plusieurs espaces, ou une tabulation : des colonnes, que l'auteur a alignées.
        _ if is_alignment(&output[kept..]) => false,
        // L'espace est écrite en HTML : «&nbsp;mot&nbsp;».
        Some(';') if glued && closes_with_entity(output) => false,
        // La ligne d'un tableau qui dit où s'alignent ses colonnes : « |---:| ».
        Some('-' | '|') if glued && sign == ':' => false,
        // Au début du texte, il faut une espace pour savoir que quelque chose précède ; un
        // guillemet fermant, lui, ferme toujours quelque chose.
        None => !glued || sign == '»',
        // L'insécable d'un guillemet ouvrant est déjà là.
        Some('«') => false,
        // En début de ligne, il n'y a rien à quoi coller.
        Some(c) if c.is_whitespace() || c == BYTE_ORDER_MARK => false,
        // Une suite de signes (« ?! ») ne prend qu'une espace, devant le premier.
        Some('!' | '?' | ';' | ':' | '(' | '[' | '…') => !glued || sign == '»',
        Some(_) => true,
    };
    if spaced {
        output.truncate(kept);
        output.push(space);
    }
    output.push(sign);
}

/// Une espace que la composition peut remplacer : jamais une fin de ligne.
fn is_inline_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | NO_BREAK_SPACE | NARROW_NO_BREAK_SPACE)
}

/// Des espaces qui alignent des colonnes : plusieurs, ou une tabulation.
fn is_alignment(spaces: &str) -> bool {
    spaces.chars().count() > 1 || spaces == "\t"
}

/// Le texte commence-t-il par une espace insécable écrite en HTML ?
fn opens_with_entity(text: &str) -> bool {
    let starts_with = |entity: &&str| {
        text.get(..entity.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(entity))
    };
    NO_BREAK_ENTITIES.iter().any(starts_with)
}

/// Le texte finit-il par une espace insécable écrite en HTML ?
fn closes_with_entity(text: &str) -> bool {
    let last = text.rfind('&').map(|start| &text[start..]);
    last.is_some_and(|last| {
        NO_BREAK_ENTITIES
            .iter()
            .any(|entity| last.eq_ignore_ascii_case(entity))
    })
}

/// Le signe ponctue-t-il une phrase ? Suivi d'une lettre ou d'un chiffre, il appartient à
/// autre chose : une heure, un chemin, un opérateur.
fn ends_a_phrase(rest: &str, sign: char) -> bool {
    // Dans un texte Markdown brut, l'emphase peut se fermer ici (`**Note :** …`).
    let after_emphasis = rest.trim_start_matches(['*', '_']);
    match after_emphasis.chars().next() {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some(OBJECT | '»' | '"') => true,
        // Une balise suit : « Oui !</a> ».
        Some('<') => tag_len(after_emphasis) > 0,
        Some(':' | ';' | '!' | '?') if after_emphasis.len() < rest.len() => true,
        Some(')' | ']' | '!' | '?' | '.' | '…' | ',' | '\'' | '’' | '”') => sign != ':',
        Some(_) => false,
    }
}
