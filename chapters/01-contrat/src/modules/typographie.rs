//! `typographie` : met un texte aux usages typographiques français.
//!
//! - une espace insécable devant `:` et `»`, et après `«` ;
//! - une espace fine insécable devant `;`, `!` et `?` ;
//! - l'apostrophe courbe dans les mots ;
//! - les guillemets droits `"…"` changés en « … ».
//!
//! Le code entre accents graves, les adresses (`https://…`), les heures (`12:30`) et les
//! chemins (`std::env`) restent tels quels. Ce livre est composé avec ce module.
//!
//! Les règles suivent le *Lexique des règles typographiques en usage à l'Imprimerie
//! nationale*.

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
/// La fonction est idempotente : composer un texte déjà composé n'y change rien.
///
/// ```
/// use ch_contrat::modules::typographie::compose;
/// assert_eq!(compose("L'heure: 12:30 !"), "L’heure\u{a0}: 12:30\u{202f}!");
/// ```
pub fn compose(text: &str) -> String {
    let mut output = String::with_capacity(text.len() + text.len() / 8);
    let mut quotes = Quotes::default();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let kept = verbatim_len(rest, &output);
        if kept > 0 {
            output.push_str(&rest[..kept]);
            rest = &rest[kept..];
            continue;
        }
        rest = &rest[next.len_utf8()..];
        match next {
            '\'' => output.push(apostrophe(&output, rest)),
            '"' => quotes.compose(&mut output, rest),
            '«' => rest = open_guillemet(&mut output, rest),
            '»' => no_break_before(&mut output, NO_BREAK_SPACE, next),
            ':' | ';' | '!' | '?' if ends_a_phrase(rest, next) => {
                let space = if next == ':' {
                    NO_BREAK_SPACE
                } else {
                    NARROW_NO_BREAK_SPACE
                };
                no_break_before(&mut output, space, next);
            }
            _ => output.push(next),
        }
    }
    output
}

/// Combien d'octets, au début de `rest`, sont à recopier sans y toucher : du code entre
/// accents graves ou une adresse. `before` est ce qui précède.
fn verbatim_len(rest: &str, before: &str) -> usize {
    code_len(rest).max(address_len(rest, before))
}

/// La longueur du code entre accents graves qui ouvre `rest`, ou 0.
///
/// Comme en Markdown, N accents graves se ferment par N accents graves. Un accent grave
/// qui ne se ferme pas est un caractère comme un autre.
fn code_len(rest: &str) -> usize {
    let fence = rest.bytes().take_while(|&byte| byte == b'`').count();
    if fence == 0 {
        return 0;
    }
    let mut end = fence;
    while let Some(found) = rest[end..].find('`') {
        let start = end + found;
        let run = rest[start..]
            .bytes()
            .take_while(|&byte| byte == b'`')
            .count();
        end = start + run;
        if run == fence {
            return end;
        }
    }
    // Pas de fermeture : on recopie la suite d'accents graves, et elle seule.
    fence
}

/// La longueur de l'adresse qui ouvre `rest`, ou 0. Une adresse commence un mot et va
/// jusqu'au premier blanc, chevron ou guillemet.
fn address_len(rest: &str, before: &str) -> usize {
    const SCHEMES: [&str; 6] = [
        "https://", "http://", "file://", "ftp://", "mailto:", "www.",
    ];
    let starts_a_word = !before.ends_with(char::is_alphanumeric);
    let is_address = SCHEMES.iter().any(|scheme| {
        rest.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    if !starts_a_word || !is_address {
        return 0;
    }
    let end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '»');
    rest.find(end).unwrap_or(rest.len())
}

/// L'apostrophe est courbe entre une lettre et la suite d'un mot ; ailleurs elle reste
/// droite (`'a'`, 5' 30).
fn apostrophe(before: &str, rest: &str) -> char {
    let continues =
        |c: char| c.is_alphanumeric() || matches!(c, OBJECT | '«' | '"' | '`' | '*' | '_' | '[');
    let after_letter = before.ends_with(char::is_alphabetic);
    // La fin du texte vaut une suite : en Markdown, du code ou de l'emphase peut y venir.
    if after_letter && rest.chars().next().is_none_or(continues) {
        APOSTROPHE
    } else {
        '\''
    }
}

/// Les guillemets droits : ouverts, ils doivent se fermer sur la même ligne.
#[derive(Default)]
struct Quotes {
    open: bool,
}

impl Quotes {
    fn compose(&mut self, output: &mut String, rest: &str) {
        if self.open {
            self.open = false;
            no_break_before(output, NO_BREAK_SPACE, '»');
        } else if opens_a_quote(output, rest) {
            self.open = true;
            output.push('«');
            output.push(NO_BREAK_SPACE);
        } else {
            output.push('"');
        }
    }
}

/// Un guillemet droit ouvre une citation s'il commence un mot et se referme, en fin de
/// mot, avant la fin de la ligne et hors du code.
fn opens_a_quote(before: &str, rest: &str) -> bool {
    let starts_a_word = before
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric());
    let line = rest.split('\n').next().unwrap_or_default();
    let glued = line.chars().next().is_some_and(|c| !c.is_whitespace());
    let mut position = 0;
    while let Some(next) = line[position..].chars().next() {
        let kept = verbatim_len(&line[position..], &line[..position]);
        if kept == 0 && next == '"' {
            return starts_a_word && glued && position > 0;
        }
        position += kept.max(next.len_utf8());
    }
    false
}

/// Écrit « et l'espace insécable qui le suit ; rend la suite sans les espaces remplacées.
fn open_guillemet<'a>(output: &mut String, rest: &'a str) -> &'a str {
    output.push('«');
    let trimmed = rest.trim_start_matches(is_inline_space);
    // En fin de ligne, une insécable ne collerait à rien.
    if !trimmed.is_empty() && !trimmed.starts_with(['\n', '\r']) || trimmed.len() < rest.len() {
        output.push(NO_BREAK_SPACE);
    }
    trimmed
}

/// Écrit `sign` précédé de `space`, qui remplace l'espace éventuelle.
fn no_break_before(output: &mut String, space: char, sign: char) {
    let kept = output.trim_end_matches(is_inline_space).len();
    let has_word = output[..kept]
        .chars()
        .next_back()
        .is_some_and(|c| !c.is_whitespace());
    // Une suite de signes (« ?! ») ne prend qu'une espace, devant le premier.
    let glued = kept == output.len();
    let after_sign = sign != '»' && glued && output.ends_with(['!', '?', ';', ':', '(', '[', '…']);
    if has_word && !after_sign {
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
    match rest.chars().next() {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some(OBJECT | '»' | '"' | '’' | '*' | '_') => true,
        Some(')' | ']' | '!' | '?' | '.' | '…' | ',') => sign != ':',
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
    }

    #[test]
    fn un_guillemet_droit_sans_partenaire_reste() {
        assert_eq!(
            visible("un écran de 15\" ou 17\""),
            "un écran de 15\" ou 17\""
        );
        assert_eq!(visible("ouvert \"jamais fermé"), "ouvert \"jamais fermé");
        assert_eq!(visible("\"`a\"b`"), "\"`a\"b`");
    }

    #[test]
    fn l_apostrophe_est_courbe_dans_les_mots_seulement() {
        assert_eq!(visible("l'hôte d'aujourd'hui"), "l’hôte d’aujourd’hui");
        assert_eq!(visible("l'«hôte»"), "l’«~hôte~»");
        assert_eq!(visible("le 'a' et 5' 30"), "le 'a' et 5' 30");
        assert_eq!(visible("l'"), "l’");
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
    }

    #[test]
    fn un_signe_en_debut_de_ligne_ne_prend_rien() {
        assert_eq!(visible(": suite"), ": suite");
        assert_eq!(visible("a\n! b"), "a\n! b");
        assert_eq!(visible("«\nmot\n»"), "«\nmot\n»");
    }

    #[test]
    fn composer_deux_fois_revient_a_composer_une_fois() {
        let texts = [
            "L'un: «oui», \"non\" ; 12:30 ! `a:b` https://x.y?z !",
            "« ",
            "«",
            " »",
            "\" a\"",
            "'",
            "::",
            "? ! ?",
            "« « a » »",
            "`",
            "a ` b `` c",
            "é'\"a\"",
        ];
        for text in texts {
            let once = compose(text);
            assert_eq!(compose(&once), once, "en partant de {text:?}");
        }
    }
}
