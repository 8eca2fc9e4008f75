//! Ce que `typographie` recopie sans y toucher : tout ce qui n'est pas de la prose.
//!
//! Ces règles regardent les signes, et rien d'autre : elles s'écrivent de même en Rust, en Rhai
//! et en Lua. Elles n'analysent pas le Markdown. Un programme qui compose un document entier
//! (l'hôte universel, ce livre) ne donne au module que la prose : voir le paquet `prose`.

/// Au-delà, une balise, une destination ou un attribut qui ne se ferme pas n'en est pas un. La
/// borne évite de relire tout le texte pour chaque signe qui pourrait en ouvrir un.
const LONGEST: usize = 1024;

/// Combien d'octets, à partir de `position`, sont à recopier sans y toucher.
pub(super) fn verbatim_len(text: &str, position: usize) -> usize {
    let (before, rest) = text.split_at(position);
    match rest.as_bytes().first() {
        Some(b'`') => match fence_len(before, rest) {
            0 => code_len(rest),
            fence => fence,
        },
        Some(b'~') => fence_len(before, rest),
        Some(b'&') => entity_len(rest),
        Some(b'<') => tag_len(rest),
        Some(b'[') => definition_len(before, rest),
        Some(b']') => destination_len(rest),
        Some(b'=') => attribute_len(rest),
        Some(b':') => shortcode_len(before, rest),
        Some(b' ' | b'\t') => indented_len(before, rest),
        Some(b'-' | b'+') if before.is_empty() => front_matter_len(rest),
        _ => address_len(before, rest),
    }
}

/// La longueur de l'adresse ou du code d'image (`:tada:`) qui commence à `position`, ou 0 : ce
/// qu'une analyse du Markdown laisse dans le texte, et qui n'est pas de la prose.
pub fn literal_len(text: &str, position: usize) -> usize {
    let (before, rest) = text.split_at(position);
    match rest.as_bytes().first() {
        Some(b':') => shortcode_len(before, rest),
        _ => address_len(before, rest),
    }
}

/// Combien de fois `sign` se suit au début de `rest`.
fn run_len(rest: &str, sign: char) -> usize {
    rest.len() - rest.trim_start_matches(sign).len()
}

/// La première ligne de `rest`, sans sa fin.
fn line(rest: &str) -> &str {
    rest.split('\n').next().unwrap_or_default()
}

/// La longueur du code entre accents graves qui ouvre `rest`.
///
/// Comme en Markdown, N accents graves se ferment par N accents graves. Une suite qui ne
/// se ferme pas est recopiée, et elle seule.
fn code_len(rest: &str) -> usize {
    let fence = run_len(rest, '`');
    let mut end = fence;
    while let Some(found) = rest[end..].find('`') {
        let run = run_len(&rest[end + found..], '`');
        end += found + run;
        if run == fence {
            return end;
        }
    }
    fence
}

/// La longueur du bloc de code qu'une ligne de trois accents graves ou tildes au moins ouvre,
/// ou 0. Il va jusqu'à une ligne d'au moins autant des mêmes signes, ou jusqu'à la fin.
fn fence_len(before: &str, rest: &str) -> usize {
    const MARGIN: [char; 3] = [' ', '\t', '>'];
    let sign = if rest.starts_with('~') { '~' } else { '`' };
    let (fence, margin) = (run_len(rest, sign), before.trim_end_matches(MARGIN));
    let starts_a_line = margin.is_empty() || margin.ends_with('\n');
    let first = line(rest);
    if fence < 3 || !starts_a_line || (sign == '`' && first[fence..].contains('`')) {
        return 0;
    }
    let mut end = first.len();
    while end < rest.len() {
        let next = line(&rest[end + 1..]);
        end += 1 + next.len();
        let closing = next
            .trim_start_matches(MARGIN)
            .trim_end_matches([' ', '\t', '\r']);
        if closing.len() >= fence && run_len(closing, sign) == closing.len() {
            return end;
        }
    }
    rest.len()
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

/// La longueur de la balise HTML qui ouvre `rest`, ou 0. Elle tient sur une ligne ; un
/// commentaire peut en prendre plusieurs.
pub(super) fn tag_len(rest: &str) -> usize {
    if rest.starts_with("<!--") {
        return closed_by(rest, "-->");
    }
    let named = |c: char| c.is_ascii_alphabetic() || "/!?".contains(c);
    if !rest[1..].starts_with(named) {
        return 0;
    }
    let mut quote = None;
    for (at, c) in rest.char_indices().take(LONGEST).skip(1) {
        match (quote, c) {
            (_, '\n') | (None, '<') => return 0,
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    0
}

/// La longueur de `rest` jusqu'à `end` compris, ou 0 s'il est trop loin.
fn closed_by(rest: &str, end: &str) -> usize {
    let limit = rest
        .char_indices()
        .nth(LONGEST)
        .map_or(rest.len(), |(at, _)| at);
    rest[..limit].find(end).map_or(0, |at| at + end.len())
}

/// La longueur de la définition qui ouvre une ligne, ou 0 : toute la ligne pour celle d'un
/// lien (`[a]: https://…`), sa marque pour celle d'une note (`[^1]:`).
fn definition_len(before: &str, rest: &str) -> usize {
    const LONGEST: usize = 100;
    let margin = before.trim_end_matches(' ');
    if !margin.is_empty() && !margin.ends_with('\n') {
        return 0;
    }
    let in_label = |c: &char| !matches!(c, '[' | ']' | '\n');
    let label = rest.chars().skip(1).take(LONGEST).take_while(in_label);
    let length = label.map(char::len_utf8).sum::<usize>();
    match rest[1 + length..].starts_with("]:") {
        true if length > 0 && rest[1..].starts_with('^') => length + 3,
        true if length > 0 => line(rest).len(),
        _ => 0,
    }
}

/// La longueur de la destination d'un lien, `](…)`, avec son titre, ou 0.
fn destination_len(rest: &str) -> usize {
    if !rest[1..].starts_with('(') {
        return 0;
    }
    let (mut depth, mut quoted) = (0_usize, false);
    for (at, c) in rest.char_indices().take(LONGEST).skip(1) {
        match c {
            '\n' => return 0,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth == 1 => return at + 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    0
}

/// La longueur de la valeur d'un attribut, `="…"`, ou 0.
fn attribute_len(rest: &str) -> usize {
    let Some(value) = rest.strip_prefix("=\"") else {
        return 0;
    };
    let value = line(value);
    let length = value.chars().take(LONGEST).take_while(|&c| c != '"');
    let length = length.map(char::len_utf8).sum::<usize>();
    if value[length..].starts_with('"') {
        length + 3
    } else {
        0
    }
}

/// La longueur du code d'image (`:tada:`) qui ouvre `rest`, ou 0.
fn shortcode_len(before: &str, rest: &str) -> usize {
    const LONGEST: usize = 32;
    let in_name = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'+' | b'-');
    let length = rest
        .bytes()
        .skip(1)
        .take(LONGEST)
        .take_while(in_name)
        .count();
    let glued = |c: char| c.is_alphanumeric() || c == ':';
    let closed = rest[1 + length..].starts_with(':');
    let after = rest.get(length + 2..).unwrap_or_default();
    if length > 0 && closed && !before.ends_with(glued) && !after.starts_with(glued) {
        length + 2
    } else {
        0
    }
}

/// La longueur du code indenté qui ouvre `rest`, ou 0 : des lignes de quatre espaces ou d'une
/// tabulation au moins, au début du texte ou après une ligne vide.
fn indented_len(before: &str, rest: &str) -> usize {
    let is_indented = |line: &str| line.starts_with("    ") || line.starts_with('\t');
    let above = before
        .strip_suffix('\n')
        .map(|above| above.trim_end_matches([' ', '\t', '\r']));
    let after_a_blank =
        before.is_empty() || above.is_some_and(|above| above.is_empty() || above.ends_with('\n'));
    if !after_a_blank || !is_indented(rest) {
        return 0;
    }
    let mut end = line(rest).len();
    while end < rest.len() && is_indented(&rest[end + 1..]) {
        end += 1 + line(&rest[end + 1..]).len();
    }
    end
}

/// La longueur de l'en-tête d'un document (*front matter*), entre deux lignes `---` ou `+++`,
/// ou 0.
pub fn front_matter_len(rest: &str) -> usize {
    let rule = line(rest).trim_end_matches('\r');
    let mut end = line(rest).len();
    if !matches!(rule, "---" | "+++") {
        return 0;
    }
    while end < rest.len() {
        let next = line(&rest[end + 1..]);
        let first = end == line(rest).len();
        end += 1 + next.len();
        match next.trim_end_matches('\r') {
            "" if first => return 0,
            next if next == rule => return end,
            _ => {}
        }
    }
    0
}

/// La longueur de l'adresse qui ouvre `rest`, ou 0. Une adresse commence un mot et va
/// jusqu'au premier blanc, chevron ou guillemet. La ponctuation qui la suit n'en est pas.
fn address_len(before: &str, rest: &str) -> usize {
    let starts_a_word = !before.ends_with(char::is_alphanumeric);
    if !starts_a_word || !starts_an_address(rest) {
        return 0;
    }
    let end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»');
    let address = &rest[..rest.find(end).unwrap_or(rest.len())];
    without_punctuation(address).len()
}

/// L'adresse, sans les signes qui la suivent. Une parenthèse fermante en fait partie si elle y
/// est ouverte.
fn without_punctuation(mut address: &str) -> &str {
    while let Some(last) = address.chars().next_back() {
        let count = |sign: char| address.matches(sign).count();
        let punctuation = match last {
            ')' => count(')') > count('('),
            ']' => count(']') > count('['),
            _ => ":;!?.,…*_'’".contains(last),
        };
        if !punctuation {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
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
