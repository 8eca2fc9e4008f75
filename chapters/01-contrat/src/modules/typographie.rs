//! `typographie` : met un texte aux usages typographiques français.
//!
//! - une espace insécable devant `:` et `»`, et après `«` ;
//! - une espace fine insécable devant `;`, `!` et `?` ;
//! - l'apostrophe courbe dans les mots ;
//! - les guillemets droits `"…"` changés en « … ».
//!
//! Le code entre accents graves, les adresses (`https://…`), les heures (`12:30`), les
//! chemins (`std::env`) et les entités HTML (`&amp;`) restent tels quels. Ce livre est
//! composé avec ce module, appliqué à chaque morceau de texte de ses pages.
//!
//! Les règles suivent le *Lexique des règles typographiques en usage à l'Imprimerie
//! nationale*.

use std::collections::BTreeMap;

use crate::{Plugin, PluginError};

/// L'espace insécable (*no-break space*), devant `:` et dans les guillemets.
pub const NO_BREAK_SPACE: char = '\u{a0}';
/// L'espace fine insécable (*narrow no-break space*), devant `;`, `!` et `?`.
pub const NARROW_NO_BREAK_SPACE: char = '\u{202f}';
/// Ce qui tient la place d'un objet (du code, un lien) dans un texte, selon Unicode : pour
/// la ponctuation, c'est un mot comme un autre.
pub const OBJECT: char = '\u{fffc}';
/// L'apostrophe courbe.
pub const APOSTROPHE: char = '’';

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

/// Combien d'octets, à partir de `position`, sont à recopier sans y toucher : du code entre
/// accents graves, une adresse ou une entité HTML.
fn verbatim_len(text: &str, position: usize) -> usize {
    let (before, rest) = text.split_at(position);
    match rest.as_bytes().first() {
        Some(b'`') => code_len(rest),
        Some(b'&') => entity_len(rest),
        _ => address_len(before, rest),
    }
}

/// La longueur du code entre accents graves qui ouvre `rest`.
///
/// Comme en Markdown, N accents graves se ferment par N accents graves. Une suite qui ne
/// se ferme pas est recopiée, et elle seule.
fn code_len(rest: &str) -> usize {
    let run_len = |from: usize| {
        rest[from..]
            .bytes()
            .take_while(|&byte| byte == b'`')
            .count()
    };
    let fence = run_len(0);
    let mut end = fence;
    while let Some(found) = rest[end..].find('`') {
        let run = run_len(end + found);
        end += found + run;
        if run == fence {
            return end;
        }
    }
    fence
}

/// La longueur de l'entité HTML (`&amp;`, `&#160;`) qui ouvre `rest`, ou 0 : son
/// point-virgule n'est pas de la ponctuation.
fn entity_len(rest: &str) -> usize {
    const LONGEST: usize = 32;
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let length = rest.bytes().skip(1).take(LONGEST).take_while(name).count();
    let closed = rest.as_bytes().get(1 + length) == Some(&b';');
    if length > 0 && closed { length + 2 } else { 0 }
}

/// La longueur de l'adresse qui ouvre `rest`, ou 0. Une adresse commence un mot et va
/// jusqu'au premier blanc, chevron ou guillemet.
fn address_len(before: &str, rest: &str) -> usize {
    let starts_a_word = !before.ends_with(char::is_alphanumeric);
    if !starts_a_word || !starts_an_address(rest) {
        return 0;
    }
    let end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»');
    rest.find(end).unwrap_or(rest.len())
}

/// `https://…`, ou toute autre adresse à deux barres ; `mailto:…` et `www.…`, qui n'en ont pas.
fn starts_an_address(rest: &str) -> bool {
    const LONGEST_SCHEME: usize = 16;
    let starts_with = |prefix: &str| {
        rest.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let in_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    let scheme = rest
        .bytes()
        .take(LONGEST_SCHEME)
        .take_while(in_scheme)
        .count();
    let has_scheme =
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest[scheme..].starts_with("://");
    has_scheme || starts_with("mailto:") || starts_with("www.")
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
    let starts_a_word = |c: char| c.is_whitespace() || "([{«»\"'’—–*_".contains(c);
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
    // En fin de ligne, une insécable ne collerait à rien.
    if text.starts_with(['\n', '\r']) {
        return 0;
    }
    output.push(NO_BREAK_SPACE);
    rest.len() - text.len()
}

/// Écrit `sign` précédé de `space`, qui remplace l'espace éventuelle.
fn no_break_before(output: &mut String, space: char, sign: char) {
    let kept = output.trim_end_matches(is_inline_space).len();
    let glued = kept == output.len();
    let spaced = match output[..kept].chars().next_back() {
        // Au début du texte, il faut une espace pour savoir que quelque chose précède ; un
        // guillemet fermant, lui, ferme toujours quelque chose.
        None => !glued || sign == '»',
        // L'insécable d'un guillemet ouvrant est déjà là.
        Some('«') => false,
        // En début de ligne, il n'y a rien à quoi coller.
        Some(c) if c.is_whitespace() => false,
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

/// Le signe ponctue-t-il une phrase ? Suivi d'une lettre ou d'un chiffre, il appartient à
/// autre chose : une heure, un chemin, un opérateur.
fn ends_a_phrase(rest: &str, sign: char) -> bool {
    // Dans un texte Markdown brut, l'emphase peut se fermer ici (`**Note :** …`).
    let after_emphasis = rest.trim_start_matches(['*', '_']);
    match after_emphasis.chars().next() {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some(OBJECT | '»' | '"') => true,
        Some(':' | ';' | '!' | '?') if after_emphasis.len() < rest.len() => true,
        Some(')' | ']' | '!' | '?' | '.' | '…' | ',' | '\'' | '’' | '”') => sign != ':',
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::compose;

    /// Écrit `~` pour l'insécable et `^` pour la fine : les tests se lisent.
    fn visible(text: &str) -> String {
        compose(text)
            .replace('\u{a0}', "~")
            .replace('\u{202f}', "^")
    }

    #[test]
    fn une_espace_insecable_precede_les_signes_doubles() {
        assert_eq!(
            visible("Oui : non ; vrai ! faux ?"),
            "Oui~: non^; vrai^! faux^?"
        );
        assert_eq!(
            visible("Oui: non; vrai! faux?"),
            "Oui~: non^; vrai^! faux^?"
        );
        assert_eq!(visible("Quoi ?! Ah !!!"), "Quoi^?! Ah^!!!");
        assert_eq!(visible("(vraiment ?)"), "(vraiment^?)");
    }

    #[test]
    fn les_guillemets_gardent_leur_texte_contre_eux() {
        assert_eq!(visible("« mot »"), "«~mot~»");
        assert_eq!(visible("«mot»"), "«~mot~»");
        assert_eq!(
            visible("dit \"mot\" et \"deux mots\"."),
            "dit «~mot~» et «~deux mots~»."
        );
        assert_eq!(visible("« Quoi ? »"), "«~Quoi^?~»");
        assert_eq!(visible("\"bonjour!\""), "«~bonjour^!~»");
        assert_eq!(visible("«»"), "«~»");
        assert_eq!(visible("« ? »"), "«~?~»");
    }

    #[test]
    fn les_guillemets_droits_s_emboitent() {
        assert_eq!(
            visible("\"il dit \"non\" et sort\""),
            "«~il dit «~non~» et sort~»"
        );
        assert_eq!(visible("\"a \"b c\""), "\"a «~b c~»");
    }

    #[test]
    fn un_guillemet_ne_se_ferme_ni_dans_du_code_ni_sur_une_autre_ligne() {
        assert_eq!(
            visible("\"un ` deux\"\n\"trois ` quatre\""),
            "«~un ` deux\"\n\"trois ` quatre~»"
        );
    }

    #[test]
    fn un_guillemet_droit_sans_partenaire_reste() {
        assert_eq!(
            visible("un écran de 15\" ou 17\""),
            "un écran de 15\" ou 17\""
        );
        assert_eq!(visible("ouvert \"jamais fermé"), "ouvert \"jamais fermé");
        assert_eq!(visible("\"`a\"b`"), "\"`a\"b`");
        assert_eq!(visible("\"a\nb\""), "\"a\nb\"");
        assert_eq!(visible("un vide : \"\""), "un vide~: \"\"");
        assert_eq!(visible("id=\"a\""), "id=\"a\"");
    }

    #[test]
    fn l_apostrophe_est_courbe_dans_les_mots_seulement() {
        assert_eq!(visible("l'hôte d'aujourd'hui"), "l’hôte d’aujourd’hui");
        assert_eq!(visible("l'«hôte»"), "l’«~hôte~»");
        assert_eq!(visible("le 'a' et 5' 30"), "le 'a' et 5' 30");
        assert_eq!(visible("le mot 'hôte'"), "le mot 'hôte'");
        assert_eq!(visible("la lettre 'l'"), "la lettre 'l'");
    }

    #[test]
    fn un_mot_elide_attend_sa_suite_dans_le_morceau_d_apres() {
        assert_eq!(visible("l'"), "l’");
        assert_eq!(visible("Jusqu'"), "Jusqu’");
        assert_eq!(visible("c'*est*"), "c’*est*");
    }

    #[test]
    fn un_morceau_de_phrase_garde_ses_insecables_a_ses_bords() {
        // En Markdown, « `Host` : l'hôte » donne du code, puis ce morceau.
        assert_eq!(visible(" : l'hôte"), "~: l’hôte");
        assert_eq!(visible(" ? Non."), "^? Non.");
        assert_eq!(visible(" »."), "~».");
        assert_eq!(visible("le mot « "), "le mot «~");
        assert_eq!(visible("»"), "~»");
    }

    #[test]
    fn le_code_reste_tel_quel() {
        assert_eq!(visible("`let x: u8; l'a!` : vu"), "`let x: u8; l'a!`~: vu");
        assert_eq!(visible("``a ` b: c`` ; d"), "``a ` b: c``^; d");
        assert_eq!(visible("l'`Engine`"), "l’`Engine`");
        assert_eq!(visible("seul ` ici: oui"), "seul ` ici~: oui");
    }

    #[test]
    fn les_adresses_les_heures_et_les_chemins_restent_tels_quels() {
        assert_eq!(visible("à 12:30 précises"), "à 12:30 précises");
        assert_eq!(visible("std::env et C:\\bin"), "std::env et C:\\bin");
        let address = "https://exemple.fr/a?b=c;d!e:f'g";
        assert_eq!(
            visible(&format!("voir {address} !")),
            format!("voir {address}^!")
        );
        assert_eq!(visible("<mailto:a@b.fr?x>"), "<mailto:a@b.fr?x>");
        assert_eq!(visible("ssh://hote/l'un :"), "ssh://hote/l'un~:");
        assert_eq!(visible("«https://a.fr»"), "«~https://a.fr~»");
        assert_eq!(visible("a != b et les *.rs:*.c"), "a != b et les *.rs:*.c");
        assert_eq!(visible("vous &amp; moi ; lui"), "vous &amp; moi^; lui");
    }

    #[test]
    fn l_emphase_d_un_markdown_brut_ne_cache_pas_le_signe() {
        assert_eq!(visible("**Note :** lisez"), "**Note~:** lisez");
        assert_eq!(visible("*Vraiment ?*"), "*Vraiment^?*");
    }

    #[test]
    fn un_signe_en_debut_de_ligne_ne_prend_rien() {
        assert_eq!(visible(": suite"), ": suite");
        assert_eq!(visible("a\n! b"), "a\n! b");
        assert_eq!(visible("«\nmot\n»"), "«\nmot\n»");
    }
}
